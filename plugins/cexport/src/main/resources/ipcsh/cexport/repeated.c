#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A text, repeated this many times. */
static char *repeated(char *to, size_t room, const char *text, long times) {
    size_t length = strlen(text);
    if (times < 0 || length * (size_t)times >= room) {
        fprintf(stderr, "%ld times %zu bytes do not fit into %zu bytes\n", times, length, room);
        exit(1);
    }
    to[0] = '\0';
    for (char *end = to; times > 0; times--, end += length)
        strcpy(end, text);
    return to;
}
