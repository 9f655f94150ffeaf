#include <semaphore.h>
#include <sys/mman.h>

static void make_shared(void) {
    shared = check_map(mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0));
}
