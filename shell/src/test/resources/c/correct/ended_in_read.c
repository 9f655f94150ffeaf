/* The user ends the program while it reads; it would have waited for its child afterwards. */
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int p[2];
  char c;
  if (pipe(p) < 0) return 1;
  if (fork() == 0) {
    close(p[0]);
    close(p[1]);
    usleep(100000);
    _exit(0);
  }
  if (fork() == 0) {
    close(p[0]);
    usleep(1200000);
    kill(getppid(), SIGINT);
    _exit(0);
  }
  close(p[1]);
  if (read(p[0], &c, 1) < 0) return 1;
  while (wait(NULL) > 0) continue;
  return 0;
}
