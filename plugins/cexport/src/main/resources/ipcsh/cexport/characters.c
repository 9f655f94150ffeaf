#include <stdio.h>
#include <stdlib.h>

/* How many characters a text has; where not all are ASCII that is not how many bytes. */
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
