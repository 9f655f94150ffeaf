#include <semaphore.h>

static void make_jobs(void) {
    for (size_t i = 0; i < sizeof shared->job / sizeof shared->job[0]; i++)
        check(sem_init(&shared->job[i].done, 1, 0));
}
