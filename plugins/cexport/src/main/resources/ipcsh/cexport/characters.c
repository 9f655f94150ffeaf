#include <stdio.h>
#include <stdlib.h>

/* The number of characters in a text, which is not the number of bytes unless all are ASCII. */
static int characters(const char *text) {
    int count = 0;
    for (; text[count] != '\0'; count++) {
        if ((unsigned char)text[count] >= 0x80) {
            fprintf(stderr, "the length of a text that is not ASCII\n");
            exit(1);
        }
    }
    return count;
}
