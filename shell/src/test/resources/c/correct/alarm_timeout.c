/* A read with a timeout: the alarm interrupts it; then the child, which is late, is killed. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void nothing(int number) { (void)number; }

int main(void) {
  struct sigaction action = {.sa_handler = nothing};
  int p[2];
  char c;
  if (sigaction(SIGALRM, &action, NULL) < 0 || pipe(p) < 0) return 1;
  pid_t child = fork();
  if (child == 0) {
    close(p[0]);
    sleep(100);
    _exit(0);
  }
  close(p[1]);
  alarm(1);
  ssize_t n = read(p[0], &c, 1);
  int error = errno;
  alarm(0);
  if (n < 0 && error == EINTR) puts("timed out");
  kill(child, SIGTERM);
  waitpid(child, NULL, 0);
  return 0;
}
