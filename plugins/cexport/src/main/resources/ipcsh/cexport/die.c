#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Ends the program because a call failed. */
static void die(const char *call, int line) {
    fprintf(stderr, "%s:%d: %s: %s\n", __FILE__, line, call, strerror(errno));
    exit(1);
}
