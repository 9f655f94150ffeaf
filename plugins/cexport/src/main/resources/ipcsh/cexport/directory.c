#include <unistd.h>

/* Where relative paths begin. */
static char *directory(char *to, size_t room) {
    if (getcwd(to, room) == NULL)
        die("getcwd", __LINE__);
    return to;
}
