/* The first child writes, the parent reads until the end; a second child only sleeps. */
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int p[2];
  char text[64];
  if (pipe(p) < 0) return 1;
  if (fork() == 0) {
    close(p[0]);
    _exit(write(p[1], "hello", 5) != 5);
  }
  if (fork() == 0) {
#ifdef RIGHT
    close(p[0]);
    close(p[1]);
#endif
    usleep(300000);
    _exit(0);
  }
  close(p[1]);
  while (read(p[0], text, sizeof text) > 0) continue;
  while (wait(NULL) > 0) continue;
  return 0;
}
