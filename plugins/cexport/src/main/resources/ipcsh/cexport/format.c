#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

/* sprintf that never writes beyond the buffer. */
__attribute__((format(printf, 3, 4)))
static char *format(char *to, size_t size, const char *text, ...) {
    va_list values;
    va_start(values, text);
    int length = vsnprintf(to, size, text, values);
    va_end(values);
    if (length < 0 || (size_t)length >= size) {
        fprintf(stderr, "a text of %d bytes does not fit into %zu bytes\n", length, size);
        exit(1);
    }
    return to;
}
