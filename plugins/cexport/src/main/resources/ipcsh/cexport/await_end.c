#include <signal.h>
#include <sys/wait.h>

/* Waits until a process has ended, but does not reap it: waitpid does. */
static void await_end(pid_t pid) {
    siginfo_t info;
    check(waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT));
}
