/* Reads a message and the end of the data, over and over. */
#include <sys/socket.h>
#include <unistd.h>

int main(void) {
  int s[2];
  char text[64];
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, s) < 0 || write(s[1], "hello", 5) != 5) return 1;
  close(s[1]);
  for (int i = 0; i < 50; i++) {
    ssize_t n = read(s[0], text, sizeof text);
#ifdef RIGHT
    if (n <= 0) break;
#endif
    if (n > 0 && write(1, text, n) != n) return 1;
  }
  return 0;
}
