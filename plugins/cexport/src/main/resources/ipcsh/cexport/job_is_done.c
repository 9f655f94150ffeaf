#include <semaphore.h>

static int job_is_done(int n) {
    int count;
    check(sem_getvalue(&shared->job[n].done, &count));
    return count > 0;
}
