/* A child executes a program; the socket of the server is not meant for it. */
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef RIGHT
#define TYPE (SOCK_STREAM | SOCK_CLOEXEC)
#else
#define TYPE SOCK_STREAM
#endif

int main(void) {
  struct sockaddr_un name = {.sun_family = AF_UNIX, .sun_path = "across-exec"};
  int s = socket(AF_UNIX, TYPE, 0);
  unlink(name.sun_path);
  if (bind(s, (struct sockaddr *)&name, sizeof name) < 0 || listen(s, 5) < 0) return 1;
  if (fork() == 0) {
    execl("/bin/true", "true", (char *)NULL);
    _exit(127);
  }
  wait(NULL);
  unlink(name.sun_path);
  return 0;
}
