#include <sys/stat.h>

/* Whether the path is a regular file. */
static int is_file(const char *path) {
    struct stat s;
    return stat(path, &s) == 0 && S_ISREG(s.st_mode);
}
