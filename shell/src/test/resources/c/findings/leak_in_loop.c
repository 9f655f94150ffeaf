/* Reads a file again and again. */
#include <fcntl.h>
#include <unistd.h>

int main(void) {
  for (int i = 0; i < 5; i++) {
    char text[64];
    int fd = open("/etc/passwd", O_RDONLY);
    if (fd < 0 || read(fd, text, sizeof text) < 0) return 1;
#ifdef RIGHT
    close(fd);
#endif
  }
  return 0;
}
