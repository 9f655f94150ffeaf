#include <string.h>

/* A text without leading and trailing blanks. */
static char *trimmed(char *to, size_t room, const char *text) {
    while (*text != '\0' && (unsigned char)*text <= ' ')
        text++;
    format(to, room, "%s", text);
    for (size_t end = strlen(to); end > 0 && (unsigned char)to[end - 1] <= ' '; end--)
        to[end - 1] = '\0';
    return to;
}
