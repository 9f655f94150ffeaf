#include <semaphore.h>

/* What sem_open gives, if it gives anything. */
#define check_sem(call) check_opened((call), #call, __LINE__)
static sem_t *check_opened(sem_t *semaphore, const char *call, int line) {
    if (semaphore == SEM_FAILED)
        die(call, line);
    return semaphore;
}
