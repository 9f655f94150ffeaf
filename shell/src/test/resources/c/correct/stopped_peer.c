/* A writer waits for room when the user ends the program, first the reader. */
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static char data[4000000];

int main(void) {
  int s[2];
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, s) < 0) return 1;
  if (fork() == 0) {
    close(s[0]);
    for (size_t done = 0; done < sizeof data;) {
      ssize_t n = write(s[1], data + done, sizeof data - done);
      if (n < 0) _exit(1);
      done += n;
    }
    _exit(0);
  }
  close(s[1]);
  if (read(s[0], data, 10) != 10) return 1;
  usleep(300000);
  raise(SIGINT);
  return 0;
}
