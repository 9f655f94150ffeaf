/* The child reads until the end of the data; the parent writes, closes and waits. */
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int p[2];
  if (pipe(p) < 0) return 1;
  pid_t child = fork();
  alarm(1);
  if (child == 0) {
    char text[64];
#ifdef RIGHT
    close(p[1]);
#endif
    while (read(p[0], text, sizeof text) > 0) continue;
    _exit(0);
  }
  close(p[0]);
  if (write(p[1], "hello", 5) != 5) return 1;
  close(p[1]);
  waitpid(child, NULL, 0);
  return 0;
}
