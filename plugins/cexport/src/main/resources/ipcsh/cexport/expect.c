#include <stdio.h>
#include <stdlib.h>

/* What is so if all is well; the line is the scenario's. */
#define expect(line, condition) ((condition) ? (void)0 : unexpected(line, #condition))
static void unexpected(int line, const char *condition) {
    fprintf(stderr, SCENARIO ":%d: expected %s\n", line, condition);
    exit(1);
}
