#include <signal.h>
#include <sys/wait.h>

static void end_role(pid_t pid) {
    check(kill(pid, SIGKILL));
    check(waitpid(pid, NULL, 0));
}
