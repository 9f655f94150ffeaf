/* A server whose clients are its children: one after another, each sends a line and ends. */
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static void client(struct sockaddr_un *name) {
  int s = socket(AF_UNIX, SOCK_STREAM, 0);
  if (connect(s, (struct sockaddr *)name, sizeof *name) < 0 || write(s, "hello\n", 6) != 6) _exit(1);
  close(s);
  _exit(0);
}

int main(void) {
  struct sockaddr_un name = {.sun_family = AF_UNIX, .sun_path = "leak-of-clients"};
  int listener = socket(AF_UNIX, SOCK_STREAM, 0);
  unlink(name.sun_path);
  if (bind(listener, (struct sockaddr *)&name, sizeof name) < 0 || listen(listener, 5) < 0) return 1;
  for (int i = 0; i < 3; i++) {
    char text[64];
    pid_t child = fork();
    if (child == 0) client(&name);
    int s = accept(listener, NULL, NULL);
    if (s < 0) return 1;
    while (read(s, text, sizeof text) > 0) continue;
    waitpid(child, NULL, 0);
#ifdef RIGHT
    close(s);
#endif
  }
  close(listener);
  unlink(name.sun_path);
  return 0;
}
