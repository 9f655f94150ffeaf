/* Has an open server at argv[1] open the files that follow, and prints what it reads from them. Its
   own socket has the name argv[2]. */
#include "fdpass.h"
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/un.h>

static int cli_conn(const char *server, const char *name) {
  struct sockaddr_un self = {.sun_family = AF_UNIX}, peer = {.sun_family = AF_UNIX};
  strncpy(self.sun_path, name, sizeof self.sun_path - 1);
  strncpy(peer.sun_path, server, sizeof peer.sun_path - 1);
  int s = socket(AF_UNIX, SOCK_STREAM, 0);
  if (bind(s, (struct sockaddr *)&self, sizeof self) < 0) die("bind");
  if (chmod(name, S_IRWXU) < 0) die("chmod");
  if (connect(s, (struct sockaddr *)&peer, sizeof peer) < 0) die("connect");
  return s;
}

static int csopen(int server, const char *path, int flags) {
  char number[32];
  snprintf(number, sizeof number, " %d", flags);
  struct iovec request[3] = {
      {"open ", 5}, {(char *)path, strlen(path)}, {number, strlen(number) + 1}};
  ssize_t length = 5 + strlen(path) + strlen(number) + 1;
  if (writev(server, request, 3) != length) die("writev");
  return recv_fd(server, write);
}

int main(int argc, char **argv) {
  int server = cli_conn(argv[1], argv[2]);
  for (int i = 3; i < argc; i++) {
    char buffer[MAXLINE];
    ssize_t n;
    int fd = csopen(server, argv[i], O_RDONLY);
    if (fd < 0) {
      printf("error %d\n", -fd);
      continue;
    }
    while ((n = read(fd, buffer, sizeof buffer)) > 0) fwrite(buffer, 1, n, stdout);
    if (n < 0) die("read");
    close(fd);
  }
  return 0;
}
