#include <time.h>

/* The absolute time this many seconds from now, for the timed functions. */
static struct timespec *in_seconds(double seconds) {
    static __thread struct timespec at;
    clock_gettime(CLOCK_REALTIME, &at);
    at.tv_sec += (time_t)seconds;
    at.tv_nsec += (long)((seconds - (double)(time_t)seconds) * 1e9);
    if (at.tv_nsec >= 1000000000) {
        at.tv_sec++;
        at.tv_nsec -= 1000000000;
    }
    return &at;
}
