#include <errno.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

/* Interrupts a call when the timeout expires: it fails with ETIMEDOUT. The signal is sent to this
   thread, repeatedly, because it might arrive just before the call. */
#define within(seconds, call) (start_timer(seconds), stop_timer(call))
static __thread volatile sig_atomic_t time_is_up;
static __thread timer_t timer;
static void on_alarm(int number) {
    (void)number;
    time_is_up = 1;
}
static void start_timer(double seconds) {
    struct sigaction action = { .sa_handler = on_alarm };  /* without SA_RESTART */
    sigaction(SIGALRM, &action, NULL);
    time_is_up = 0;
    struct sigevent event = { .sigev_notify = SIGEV_THREAD_ID, .sigev_signo = SIGALRM };
    event._sigev_un._tid = gettid();
    long microseconds = (long)(seconds * 1e6) + 1;
    struct itimerspec times = {
        .it_value = { microseconds / 1000000, microseconds % 1000000 * 1000 },
        .it_interval = { 0, 10000000 },
    };
    if (timer_create(CLOCK_MONOTONIC, &event, &timer) == -1
            || timer_settime(timer, 0, &times, NULL) == -1)
        die("timer_create", __LINE__);
}
static long stop_timer(long result) {
    int error = errno;
    timer_delete(timer);
    errno = result == -1 && error == EINTR && time_is_up ? ETIMEDOUT : error;
    return result;
}
