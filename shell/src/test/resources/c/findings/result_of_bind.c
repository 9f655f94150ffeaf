/* A server that takes a port which is taken. */
#include <arpa/inet.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void) {
  struct sockaddr_in name = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t length = sizeof name;
  int taken = socket(AF_INET, SOCK_STREAM, 0), s = socket(AF_INET, SOCK_STREAM, 0);
  if (bind(taken, (struct sockaddr *)&name, sizeof name) < 0 || listen(taken, 1) < 0) return 1;
  if (getsockname(taken, (struct sockaddr *)&name, &length) < 0) return 1;
#ifdef RIGHT
  if (bind(s, (struct sockaddr *)&name, sizeof name) < 0) {
    perror("bind");
    return 1;
  }
#else
  bind(s, (struct sockaddr *)&name, sizeof name);
#endif
  if (listen(s, 5) < 0) return 1;
  return 0;
}
