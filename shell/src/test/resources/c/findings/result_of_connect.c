/* Sends to a server that is not there. */
#include <signal.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

int main(void) {
  struct sockaddr_un name = {.sun_family = AF_UNIX, .sun_path = "no-such-server"};
  int s = socket(AF_UNIX, SOCK_STREAM, 0);
#ifdef RIGHT
  if (connect(s, (struct sockaddr *)&name, sizeof name) < 0) {
    perror("connect");
    return 1;
  }
#else
  connect(s, (struct sockaddr *)&name, sizeof name);
#endif
  if (send(s, "hello", 5, MSG_NOSIGNAL) != 5) return 1;
  close(s);
  return 0;
}
