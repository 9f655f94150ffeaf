#include <stdio.h>
#include <stdlib.h>

/* The number that a text represents. */
static int number(const char *text) {
    char *end;
    long value = strtol(text, &end, 10);
    if (end == text || *end != '\0' || value != (int)value) {
        fprintf(stderr, "expected a number, given '%s'\n", text);
        exit(1);
    }
    return (int)value;
}
