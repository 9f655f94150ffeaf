#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

/* Ends the program through exit(), so that what it created is removed; a process that fails sends
   SIGTERM to it. */
static pid_t main_pid;
static void stop(int number) {
    exit(number == SIGTERM ? 1 : 128 + number);
}
