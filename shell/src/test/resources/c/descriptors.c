/* Says what a program was given: its open descriptors, what its signals do, its group. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

int main(void) {
  struct rlimit limit;
  getrlimit(RLIMIT_NOFILE, &limit);
  for (int fd = 0; fd < (int)limit.rlim_cur && fd < (1 << 20); fd++) {
    int flags = fcntl(fd, F_GETFD);
    if (flags >= 0) printf("fd %d flags %d\n", fd, flags);
  }
  sigset_t blocked;
  sigprocmask(SIG_SETMASK, NULL, &blocked);
  for (int signal = 1; signal < 65; signal++) {
    struct sigaction action;
    if (sigismember(&blocked, signal) == 1) printf("blocked %d\n", signal);
    if (sigaction(signal, NULL, &action) == 0 && action.sa_handler != SIG_DFL)
      printf("handled %d\n", signal);
  }
  printf("leader %d\n", getpgrp() == getpid());
  return 0;
}
