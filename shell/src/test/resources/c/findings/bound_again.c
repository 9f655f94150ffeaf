/* Binds to a name that a server of yesterday has left. */
#include <stdio.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static int server(int careful) {
  struct sockaddr_un name = {.sun_family = AF_UNIX, .sun_path = "bound-again"};
  int s = socket(AF_UNIX, SOCK_STREAM, 0);
  if (careful) unlink(name.sun_path);
  if (bind(s, (struct sockaddr *)&name, sizeof name) < 0 || listen(s, 5) < 0) {
    perror("bind");
    return 1;
  }
  close(s);
  return 0;
}

int main(void) {
  int right = 0;
#ifdef RIGHT
  right = 1;
#endif
  if (server(right) != 0 || server(right) != 0) return 1;
  unlink("bound-again");
  return 0;
}
