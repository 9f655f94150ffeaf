/* A reader waits for the end of the data; another program has got the write end by exec. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef RIGHT
#define FLAGS O_CLOEXEC
#else
#define FLAGS 0
#endif

int main(void) {
  int p[2];
  char text[64];
  if (pipe2(p, FLAGS) < 0) return 1;
  pid_t reader = fork();
  if (reader == 0) {
    close(p[1]);
    while (read(p[0], text, sizeof text) > 0) continue;
    _exit(0);
  }
  close(p[0]);
  pid_t other = fork();
  if (other == 0) {
    execl("/bin/sleep", "sleep", "100", (char *)NULL);
    _exit(127);
  }
  if (write(p[1], "hello", 5) != 5) return 1;
  close(p[1]);
  usleep(500000);
  kill(reader, SIGTERM);
  waitpid(reader, NULL, 0);
  kill(other, SIGTERM);
  waitpid(other, NULL, 0);
  return 0;
}
