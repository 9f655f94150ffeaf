#include <errno.h>
#include <semaphore.h>

/* Waits for turn n, until the turn before it has ended. */
static void wait_turn(int n) {
    while (sem_wait(&shared->turn[n]) == -1) {
        if (errno != EINTR)
            die("sem_wait", __LINE__);
    }
}
static void end_turn(int n) {
    check(sem_post(&shared->turn[n + 1]));
}
static void make_turns(void) {
    for (size_t i = 0; i < sizeof shared->turn / sizeof shared->turn[0]; i++)
        check(sem_init(&shared->turn[i], 1, 0));
}
