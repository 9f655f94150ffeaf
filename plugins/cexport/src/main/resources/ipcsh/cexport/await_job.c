#include <errno.h>
#include <semaphore.h>

/* Waits for the job, at most for this time: then it fails with ETIMEDOUT. Below 0: without limit.
   Returns -1 with the errno of the job if the job failed. */
static int await_job(int n, double seconds) {
    struct timespec *end = in_seconds(seconds < 0 ? 1e6 : seconds);
    int result;
    while ((result = sem_timedwait(&shared->job[n].done, end)) == -1 && errno == EINTR)
        continue;
    if (result == -1)
        return -1;
    check(sem_post(&shared->job[n].done));      /* for the next caller */
    errno = shared->job[n].error;
    return errno == 0 ? 0 : -1;
}
