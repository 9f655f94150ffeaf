/* A child that is to run a program which is not there. */
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  pid_t child = fork();
  if (child == 0) {
    execl("./no-such-program", "no-such-program", (char *)NULL);
#ifdef RIGHT
    _exit(127);
#endif
  }
  if (child > 0) waitpid(child, NULL, 0);
  usleep(1000);
  return 0;
}
