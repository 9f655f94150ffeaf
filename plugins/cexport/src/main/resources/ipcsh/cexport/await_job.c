#include <errno.h>
#include <semaphore.h>

/* Waits for it, at most so long: ETIMEDOUT then. Below 0: as long as it takes. -1 with its errno
   if it has failed. */
static int await_job(int n, double seconds) {
    struct timespec *end = in_seconds(seconds < 0 ? 1e6 : seconds);
    int result;
    while ((result = sem_timedwait(&shared->job[n].done, end)) == -1 && errno == EINTR)
        continue;
    if (result == -1)
        return -1;
    check(sem_post(&shared->job[n].done));      /* for whoever asks again */
    errno = shared->job[n].error;
    return errno == 0 ? 0 : -1;
}
