/* Signals from another program.
 *
 *   signals flood PID SIGNAL COUNT   sends as many, each with its number as the value
 *   signals storm PID SIGNAL COUNT   sends as many by kill
 *   signals take SIGNAL COUNT        prints its PID, takes as many, prints sender and value of each
 *   signals states                   prints its PID, having one pending, three blocked, one ignored, one caught
 *   signals echo SIGNAL              prints its PID, sends each back to its sender, with value + 1
 */
#define _GNU_SOURCE
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static sigset_t blocked(int signal) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, signal);
  sigprocmask(SIG_BLOCK, &set, NULL);
  return set;
}

static void queue(pid_t to, int signal, int value) {
  union sigval data = {.sival_int = value};
  while (sigqueue(to, signal, data) == -1) {
    if (errno != EAGAIN) {
      perror("sigqueue");
      exit(1);
    }
    sched_yield();
  }
}

static void handle(int signal) {
  (void)signal;
}

int main(int argc, char **argv) {
  siginfo_t info;
  if (argc == 5 && strcmp(argv[1], "flood") == 0) {
    int count = atoi(argv[4]);
    for (int i = 0; i < count; i++) {
      queue(atoi(argv[2]), atoi(argv[3]), i);
    }
  } else if (argc == 5 && strcmp(argv[1], "storm") == 0) {
    int count = atoi(argv[4]);
    for (int i = 0; i < count; i++) {
      if (kill(atoi(argv[2]), atoi(argv[3])) == -1) {
        perror("kill");
        return 1;
      }
    }
  } else if (argc == 4 && strcmp(argv[1], "take") == 0) {
    sigset_t set = blocked(atoi(argv[2]));
    printf("%d\n", getpid());
    fflush(stdout);
    for (int i = 0; i < atoi(argv[3]); i++) {
      int got = sigwaitinfo(&set, &info);
      printf("%d %d %d %d %d\n", got, info.si_code, info.si_pid, info.si_uid, info.si_value.sival_int);
      fflush(stdout);
    }
  } else if (argc == 2 && strcmp(argv[1], "states") == 0) {
    blocked(SIGUSR1);
    blocked(SIGHUP);
    blocked(SIGRTMIN + 3);
    signal(SIGTTIN, SIG_IGN);
    signal(SIGUSR2, handle);
    raise(SIGUSR1);
    printf("%d\n", getpid());
    fflush(stdout);
    pause();
  } else if (argc == 3 && strcmp(argv[1], "echo") == 0) {
    sigset_t set = blocked(atoi(argv[2]));
    printf("%d\n", getpid());
    fflush(stdout);
    while (sigwaitinfo(&set, &info) > 0 && info.si_value.sival_int >= 0) {
      queue(info.si_pid, info.si_signo, info.si_value.sival_int + 1);
    }
  } else {
    fprintf(stderr, "usage: signals flood|storm|take|echo ...\n");
    return 2;
  }
  return 0;
}
