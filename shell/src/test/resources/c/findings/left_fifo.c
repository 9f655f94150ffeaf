/* A child writes to a FIFO, the parent reads it. */
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  char text[64];
  if (mkfifo("left-fifo", 0600) < 0) return 1;
  if (fork() == 0) {
    int w = open("left-fifo", O_WRONLY);
    _exit(write(w, "hello", 5) != 5);
  }
  int r = open("left-fifo", O_RDONLY);
  while (read(r, text, sizeof text) > 0) continue;
  close(r);
  wait(NULL);
#ifdef RIGHT
  unlink("left-fifo");
#endif
  return 0;
}
