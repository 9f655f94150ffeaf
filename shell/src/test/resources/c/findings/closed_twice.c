/* Closes a descriptor in the function and in its caller. */
#include <fcntl.h>
#include <unistd.h>

static int first(int fd) {
  char c = 0;
  int n = read(fd, &c, 1);
#ifndef RIGHT
  close(fd);
#endif
  return n == 1 ? c : -1;
}

int main(void) {
  int fd = open("/etc/passwd", O_RDONLY);
  int c = first(fd);
  close(fd);
  return c < 0;
}
