#include <semaphore.h>

/* It has ended by this error; 0 is none. */
static void job_ended(int n, int error) {
    shared->job[n].error = error;
    check(sem_post(&shared->job[n].done));
}
