/* The child sends one message of known length to its parent. */
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int p[2];
  char text[5];
  if (pipe(p) < 0) return 1;
  if (fork() == 0) {
#ifdef RIGHT
    close(p[0]);
#endif
    _exit(write(p[1], "hello", 5) != 5);
  }
#ifdef RIGHT
  close(p[1]);
#endif
  if (read(p[0], text, sizeof text) != 5) return 1;
  wait(NULL);
  return 0;
}
