#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* Forks a child that must be killed by a signal. Returns 1 in the child, 0 after it has died. */
static int dies_of(int line) {
    int status;
    pid_t pid = (pid_t)check(fork());
    if (pid == 0) {
        setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });
        return 1;
    }
    check(waitpid(pid, &status, 0));
    if (!WIFSIGNALED(status) || (WTERMSIG(status) != SIGSEGV && WTERMSIG(status) != SIGBUS)) {
        fprintf(stderr, SCENARIO ":%d: expected SIGSEGV or SIGBUS\n", line);
        exit(1);
    }
    return 0;
}
