/* Takes three bytes of each datagram and answers "[n](text)", for argv[1] datagrams. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define NAME "serv-dom-sock"

int main(int argc, char **argv) {
  int count = argc > 1 ? atoi(argv[1]) : 3;
  struct sockaddr_un self = {.sun_family = AF_UNIX, .sun_path = NAME};
  int s = socket(AF_UNIX, SOCK_DGRAM, 0);
  unlink(NAME);
  if (s < 0 || bind(s, (struct sockaddr *)&self, sizeof self) < 0) {
    perror("server");
    return 1;
  }
  puts("bound");
  fflush(stdout);
  for (int n = 1; n <= count; n++) {
    char text[3], reply[64];
    struct sockaddr_un peer;
    socklen_t length = sizeof peer;
    ssize_t got = recvfrom(s, text, sizeof text, 0, (struct sockaddr *)&peer, &length);
    if (got < 0) {
      perror("recvfrom");
      return 1;
    }
    int size = snprintf(reply, sizeof reply, "[%d](%.*s)", n, (int)got, text);
    if (sendto(s, reply, size, 0, (struct sockaddr *)&peer, length) != size) {
      perror("sendto");
      return 1;
    }
  }
  unlink(NAME);
  return 0;
}
