#include <semaphore.h>

/* Marks a background job as done. */
static void job_done(int n) {
    check(sem_post(&shared->job[n].done));
}
