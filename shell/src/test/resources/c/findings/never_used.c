/* Opens two files and reads one of them. */
#include <fcntl.h>
#include <unistd.h>

int main(void) {
  char text[64];
  int a = open("/etc/passwd", O_RDONLY), b = open("/etc/group", O_RDONLY);
  if (a < 0 || b < 0) return 1;
#ifdef RIGHT
  if (read(b, text, sizeof text) < 0) return 1;
#endif
  if (read(a, text, sizeof text) < 0) return 1;
  return 0;
}
