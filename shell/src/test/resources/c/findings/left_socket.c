/* Binds a datagram socket to a name and sends itself a message. */
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

int main(void) {
  char text[5];
  struct sockaddr_un name = {.sun_family = AF_UNIX, .sun_path = "left-socket"};
  int s = socket(AF_UNIX, SOCK_DGRAM, 0);
#ifdef RIGHT
  unlink(name.sun_path);
#endif
  if (bind(s, (struct sockaddr *)&name, sizeof name) < 0) return 1;
  if (sendto(s, "hello", 5, 0, (struct sockaddr *)&name, sizeof name) != 5) return 1;
  if (recv(s, text, sizeof text, 0) != 5) return 1;
  close(s);
#ifdef RIGHT
  unlink(name.sun_path);
#endif
  return 0;
}
