/* Copies the beginning of a file that is not there. */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

int main(void) {
  char text[64];
  int fd = open("no-such-file", O_RDONLY);
#ifdef RIGHT
  if (fd < 0) {
    perror("no-such-file");
    return 1;
  }
#endif
  ssize_t n = read(fd, text, sizeof text);
  if (n > 0 && write(1, text, n) != n) return 1;
  close(fd);
  return 0;
}
