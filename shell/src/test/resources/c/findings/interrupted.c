/* A child writes late; meanwhile another child ends, and the parent has a handler for SIGCHLD. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void reap(int number) {
  (void)number;
  int saved = errno;
  while (waitpid(-1, NULL, WNOHANG) > 0) continue;
  errno = saved;
}

int main(void) {
  struct sigaction action = {.sa_handler = reap};
  int p[2];
  char text[8];
  ssize_t n;
  if (sigaction(SIGCHLD, &action, NULL) < 0 || pipe(p) < 0) return 1;
  if (fork() == 0) {
    close(p[0]);
    close(p[1]);
    usleep(100000);
    _exit(0);
  }
  if (fork() == 0) {
    close(p[0]);
    usleep(300000);
    _exit(write(p[1], "hello", 5) != 5);
  }
  close(p[1]);
#ifdef RIGHT
  while ((n = read(p[0], text, sizeof text)) < 0 && errno == EINTR) continue;
#else
  n = read(p[0], text, sizeof text);
#endif
  if (n < 0) {
    perror("read");
    return 1;
  }
  return 0;
}
