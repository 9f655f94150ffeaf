#include <stdio.h>
#include <stdlib.h>

/* A number of bytes, checked against the size of the buffer. */
static size_t bounded(long n, size_t room) {
    if (n < 0 || (size_t)n > room) {
        fprintf(stderr, "%ld bytes do not fit into %zu bytes\n", n, room);
        exit(1);
    }
    return (size_t)n;
}
