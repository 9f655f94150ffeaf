/* A child serves a client, which reads to the end; the parent has the connection open, too. */
#include <signal.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  struct sockaddr_un name = {.sun_family = AF_UNIX, .sun_path = "kept-connection"};
  char text[8];
  int s = socket(AF_UNIX, SOCK_STREAM, 0);
  unlink(name.sun_path);
  if (bind(s, (struct sockaddr *)&name, sizeof name) < 0 || listen(s, 5) < 0) return 1;
  pid_t client = fork();
  if (client == 0) {
    close(s);
    int c = socket(AF_UNIX, SOCK_STREAM, 0);
    if (connect(c, (struct sockaddr *)&name, sizeof name) < 0) _exit(1);
    while (read(c, text, sizeof text) > 0) continue;
    _exit(0);
  }
  int c = accept(s, NULL, NULL);
  if (c < 0) return 1;
  pid_t child = fork();
  if (child == 0) _exit(write(c, "hello", 5) != 5);
#ifdef RIGHT
  close(c);
#endif
  waitpid(child, NULL, 0);
  usleep(500000);
  kill(client, SIGTERM);
  waitpid(client, NULL, 0);
  unlink(name.sun_path);
  return 0;
}
