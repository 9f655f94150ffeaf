/* A server accepts until it gets SIGTERM; the child that sends it ends at the same time. */
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t stop;

static void on_term(int number) {
  (void)number;
  stop = 1;
}

int main(void) {
  struct sigaction action = {.sa_handler = on_term};
  struct sockaddr_un name = {.sun_family = AF_UNIX, .sun_path = "ended-by-signal"};
  int s = socket(AF_UNIX, SOCK_STREAM, 0);
  if (sigaction(SIGTERM, &action, NULL) < 0 || s < 0) return 1;
  unlink(name.sun_path);
  if (bind(s, (struct sockaddr *)&name, sizeof name) < 0 || listen(s, 5) < 0) return 1;
  if (fork() == 0) {
    close(s);
    usleep(300000);
    kill(getppid(), SIGTERM);
    _exit(0);
  }
  while (!stop) {
    int client = accept(s, NULL, NULL);
    if (client < 0 && errno != EINTR) return 1;
    if (client >= 0) close(client);
  }
  close(s);
  unlink(name.sun_path);
  wait(NULL);
  return 0;
}
