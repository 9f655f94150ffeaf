#include <stdio.h>
#include <stdlib.h>

/* The text after its first characters. */
static const char *behind(const char *text, int from) {
    if (from < 0 || from > characters(text)) {
        fprintf(stderr, "'%s' has no character %d\n", text, from);
        exit(1);
    }
    return text + from;
}
