/* Writes 200000 bytes to a pipe, and is interrupted by a signal when the pipe is full. */
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static char data[200000];

static void nothing(int number) { (void)number; }

int main(void) {
  struct sigaction action = {.sa_handler = nothing};
  int p[2];
  char text[4096];
  if (sigaction(SIGUSR1, &action, NULL) < 0 || pipe(p) < 0) return 1;
  if (fork() == 0) {
    close(p[1]);
    usleep(200000);
    kill(getppid(), SIGUSR1);
    usleep(100000);
    while (read(p[0], text, sizeof text) > 0) continue;
    _exit(0);
  }
  close(p[0]);
#ifdef RIGHT
  for (size_t done = 0; done < sizeof data;) {
    ssize_t n = write(p[1], data + done, sizeof data - done);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return 1;
    done += n;
  }
#else
  if (write(p[1], data, sizeof data) < 0) return 1;
#endif
  close(p[1]);
  wait(NULL);
  return 0;
}
