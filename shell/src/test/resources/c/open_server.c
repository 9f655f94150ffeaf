/* Opens files for its clients: "open PATH FLAGS\0" is answered by a descriptor, or by a text and an
   error. Without an argument the one client is on standard input and output, as for a child that
   was made by fork and exec; with one it is a server at that name, for argv[2] clients. */
#include "fdpass.h"
#include <fcntl.h>
#include <stddef.h>
#include <sys/stat.h>
#include <sys/un.h>

/* The name of a client's socket must be a socket that is its owner's alone. */
static int serv_accept(int listener, uid_t *uid) {
  struct sockaddr_un peer;
  socklen_t length = sizeof peer;
  struct stat status;
  int client = accept(listener, (struct sockaddr *)&peer, &length);
  if (client < 0) die("accept");
  length -= offsetof(struct sockaddr_un, sun_path);
  char name[sizeof peer.sun_path + 1] = "";
  memcpy(name, peer.sun_path, length);
  if (stat(name, &status) < 0 || !S_ISSOCK(status.st_mode) ||
      (status.st_mode & (S_IRWXG | S_IRWXO)) || (status.st_mode & S_IRWXU) != S_IRWXU) {
    fprintf(stderr, "refused '%s'\n", name);
    close(client);
    return -1;
  }
  *uid = status.st_uid;
  unlink(name);
  return client;
}

static void handle_request(const char *request, ssize_t n, int client) {
  char path[MAXLINE], text[2 * MAXLINE];
  int flags;
  if (n == 0 || request[n - 1] != 0) {
    snprintf(text, sizeof text, "request not null terminated: %.*s\n", (int)n, request);
    send_err(client, -1, text);
  } else if (sscanf(request, "open %4095s %d", path, &flags) != 2) {
    snprintf(text, sizeof text, "invalid request: %s\n", request);
    send_err(client, -2, text);
  } else {
    int fd = open(path, flags);
    if (fd < 0) {
      snprintf(text, sizeof text, "can't open %s: %s\n", path, strerror(errno));
      send_err(client, -errno, text);
    } else {
      if (send_fd(client, fd) < 0) die("send_fd");
      close(fd);
    }
  }
}

static void serve(int in, int out) {
  char request[MAXLINE];
  ssize_t n;
  while ((n = read(in, request, sizeof request)) > 0) handle_request(request, n, out);
}

int main(int argc, char **argv) {
  if (argc < 3) {
    serve(STDIN_FILENO, STDOUT_FILENO);
    return 0;
  }
  struct sockaddr_un self = {.sun_family = AF_UNIX};
  strncpy(self.sun_path, argv[1], sizeof self.sun_path - 1);
  int listener = socket(AF_UNIX, SOCK_STREAM, 0);
  if (bind(listener, (struct sockaddr *)&self, sizeof self) < 0 || listen(listener, 10) < 0)
    die("serv_listen");
  puts("listening");
  fflush(stdout);
  for (int i = 0; i < atoi(argv[2]); i++) {
    uid_t uid;
    int client = serv_accept(listener, &uid);
    if (client < 0) continue;
    printf("client of user %d\n", (int)uid);
    fflush(stdout);
    serve(client, client);
    close(client);
  }
  unlink(argv[1]);
  return 0;
}
