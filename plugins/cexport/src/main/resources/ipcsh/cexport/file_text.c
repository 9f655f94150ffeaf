#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The contents of a file. */
static char *file_text(char *to, size_t room, const char *path) {
    FILE *file = fopen(path, "r");
    if (file == NULL)
        die(path, __LINE__);
    size_t size = fread(to, 1, room, file);
    if (ferror(file))
        die(path, __LINE__);
    fclose(file);
    if (size == room || memchr(to, '\0', size) != NULL) {
        fprintf(stderr, "%s is not a text, or too long\n", path);
        exit(1);
    }
    to[size] = '\0';
    return to;
}
