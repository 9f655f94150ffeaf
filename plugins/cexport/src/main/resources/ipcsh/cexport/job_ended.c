#include <semaphore.h>

/* Records the error with which the job ended; 0 means none. */
static void job_ended(int n, int error) {
    shared->job[n].error = error;
    check(sem_post(&shared->job[n].done));
}
