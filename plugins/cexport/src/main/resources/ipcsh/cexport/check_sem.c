#include <semaphore.h>

/* Checks the result of sem_open. */
#define check_sem(call) check_opened((call), #call, __LINE__)
static sem_t *check_opened(sem_t *semaphore, const char *call, int line) {
    if (semaphore == SEM_FAILED)
        die(call, line);
    return semaphore;
}
