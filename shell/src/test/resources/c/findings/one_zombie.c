/* Makes a child and sleeps instead of waiting for it. */
#include <signal.h>
#include <unistd.h>

int main(void) {
#ifdef RIGHT
  signal(SIGCHLD, SIG_IGN);
#endif
  if (fork() == 0) _exit(0);
  usleep(100000);
  sleep(1);
  return 0;
}
