#include <sys/mman.h>

/* Checks the result of mmap. */
#define check_map(call) check_mapped((call), #call, __LINE__)
static void *check_mapped(void *memory, const char *call, int line) {
    if (memory == MAP_FAILED)
        die(call, line);
    return memory;
}
