#include <sys/stat.h>

/* Whether it is a plain file. */
static int is_file(const char *path) {
    struct stat s;
    return stat(path, &s) == 0 && S_ISREG(s.st_mode);
}
