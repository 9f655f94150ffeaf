#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* Runs a role in a process of its own. When it is done, the process stays, with all that it has
   open, until the program ends; if it fails, it sends SIGTERM to the program. */
static void give_up(void) {
    if (getpid() != main_pid)
        kill(main_pid, SIGTERM);
}
static pid_t start(void (*role)(void)) {
    pid_t parent = getpid();
    pid_t pid = (pid_t)check(fork());
    if (pid == 0) {
        check(prctl(PR_SET_PDEATHSIG, SIGKILL));
        if (getppid() != parent)    /* the parent has already ended */
            _exit(1);
        signal(SIGTERM, SIG_DFL);
        signal(SIGINT, SIG_DFL);
        atexit(give_up);
        role();
        for (;;)
            pause();
    }
    return pid;
}
