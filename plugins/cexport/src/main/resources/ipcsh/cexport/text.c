#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The received bytes as a string; a NUL byte would end it early, so it is checked. */
static char *as_text(char *data, ssize_t size) {
    if (memchr(data, '\0', (size_t)size) != NULL) {
        fprintf(stderr, "the received data contain a NUL byte: they are not a text\n");
        exit(1);
    }
    data[size] = '\0';
    return data;
}
