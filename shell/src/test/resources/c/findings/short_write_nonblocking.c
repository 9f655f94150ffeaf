/* Writes 200000 bytes to a pipe that is not to block, and closes it. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

static char data[200000];

int main(void) {
  int p[2];
  char text[4096];
  if (pipe(p) < 0 || fcntl(p[1], F_SETFL, O_NONBLOCK) < 0) return 1;
  if (fork() == 0) {
    close(p[1]);
    usleep(200000);
    while (read(p[0], text, sizeof text) > 0) continue;
    _exit(0);
  }
  close(p[0]);
#ifdef RIGHT
  for (size_t done = 0; done < sizeof data;) {
    struct pollfd room = {p[1], POLLOUT, 0};
    if (poll(&room, 1, -1) < 0) return 1;
    ssize_t n = write(p[1], data + done, sizeof data - done);
    if (n < 0 && errno != EAGAIN) return 1;
    done += n < 0 ? 0 : n;
  }
#else
  if (write(p[1], data, sizeof data) < 0) return 1;
#endif
  close(p[1]);
  wait(NULL);
  return 0;
}
