/* Reads to the end of the file into a buffer as large as all that the peer writes in parts. */
#include <sys/wait.h>
#include <unistd.h>

static char data[100];

int main(void) {
  int p[2];
  ssize_t n;
  if (pipe(p) < 0) return 1;
  if (fork() == 0) {
    close(p[0]);
    for (int i = 0; i < 5; i++) {
      if (write(p[1], data, 20) != 20) _exit(1);
      usleep(50000);
    }
    _exit(0);
  }
  close(p[1]);
  while ((n = read(p[0], data, sizeof data)) > 0) {
    if (write(STDOUT_FILENO, data, n) != n) return 1;
  }
  wait(NULL);
  return 0;
}
