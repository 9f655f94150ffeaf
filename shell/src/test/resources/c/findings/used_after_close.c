/* Sends a second message on a pipe that it has closed. */
#include <unistd.h>

int main(void) {
  int p[2];
  char text[64];
  if (pipe(p) < 0 || write(p[1], "hello", 5) != 5) return 1;
#ifdef RIGHT
  if (write(p[1], "again", 5) != 5) return 1;
  close(p[1]);
#else
  close(p[1]);
  if (write(p[1], "again", 5) == 5) return 1;
#endif
  return read(p[0], text, sizeof text) < 5;
}
