#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Reports a call that was expected to fail with this error. */
#define fails(line, error, call) failing(line, error, (call) == -1 ? errno : 0, #call)
#define fails_error(line, error, call) failing(line, error, (call), #call)
static void failing(int line, int error, int came, const char *call) {
    if (came == error)
        return;
    fprintf(stderr, SCENARIO ":%d: expected %s to fail with %s, ", line, call, strerror(error));
    fprintf(stderr, came == 0 ? "it succeeded\n" : "it failed with %s\n", strerror(came));
    exit(1);
}
