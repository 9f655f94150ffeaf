#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* A new directory, removed when the program ends. */
static char base[] = "/tmp/ipcsh-XXXXXX";
static pid_t base_owner;
static int remove_one(const char *path, const struct stat *s, int kind, struct FTW *where) {
    (void)s, (void)kind, (void)where;
    return remove(path);
}
static void remove_base(void) {
    if (getpid() == base_owner)
        nftw(base, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}
static const char *scratch(void) {
    static char paths[16][sizeof base + 4];
    static int count;
    if (count == 0) {
        if (mkdtemp(base) == NULL)
            die(base, __LINE__);
        base_owner = getpid();
        atexit(remove_base);
    }
    snprintf(paths[count % 16], sizeof paths[0], "%s/%d", base, count);
    if (count == 16 || mkdir(paths[count], 0700) == -1)
        die("mkdir", __LINE__);
    return paths[count++];
}
