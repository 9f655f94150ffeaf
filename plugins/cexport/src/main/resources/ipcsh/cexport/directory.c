#include <unistd.h>

/* The current working directory. */
static char *directory(char *to, size_t room) {
    if (getcwd(to, room) == NULL)
        die("getcwd", __LINE__);
    return to;
}
