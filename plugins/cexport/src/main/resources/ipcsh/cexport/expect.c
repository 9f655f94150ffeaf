#include <stdio.h>
#include <stdlib.h>

/* Reports a condition that does not hold; the line is that of the scenario. */
#define expect(line, condition) ((condition) ? (void)0 : unexpected(line, #condition))
static void unexpected(int line, const char *condition) {
    fprintf(stderr, SCENARIO ":%d: expected %s\n", line, condition);
    exit(1);
}
