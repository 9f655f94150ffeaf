#include <string.h>

/* Whether the bytes are equal to this text. */
static int is_text(const char *data, ssize_t size, const char *text) {
    return (size_t)size == strlen(text) && memcmp(data, text, (size_t)size) == 0;
}
