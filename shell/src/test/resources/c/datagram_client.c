/* Sends argv[1] to the server argv[2] times, then prints as many replies. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

int main(int argc, char **argv) {
  if (argc < 3) return 2;
  int times = atoi(argv[2]);
  struct sockaddr_un self = {.sun_family = AF_UNIX};
  struct sockaddr_un server = {.sun_family = AF_UNIX, .sun_path = "serv-dom-sock"};
  snprintf(self.sun_path, sizeof self.sun_path, "clnt-dom-sock.%ld", (long)getpid());
  int s = socket(AF_UNIX, SOCK_DGRAM, 0);
  unlink(self.sun_path);
  if (s < 0 || bind(s, (struct sockaddr *)&self, sizeof self) < 0) {
    perror("client");
    return 1;
  }
  for (int i = 0; i < times; i++) {
    if (sendto(s, argv[1], strlen(argv[1]), 0, (struct sockaddr *)&server, sizeof server) < 0) {
      perror("sendto");
      return 1;
    }
  }
  for (int i = 0; i < times; i++) {
    char reply[100];
    ssize_t got = recv(s, reply, sizeof reply, 0);
    if (got < 0) {
      perror("recv");
      return 1;
    }
    printf("%.*s\n", (int)got, reply);
  }
  unlink(self.sun_path);
  return 0;
}
