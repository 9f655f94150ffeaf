/* Makes three children, one a time, and goes on with its own work. */
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  for (int i = 0; i < 3; i++) {
    pid_t child = fork();
    if (child == 0) _exit(i);
    usleep(50000);
#ifdef RIGHT
    waitpid(child, NULL, 0);
#endif
  }
  return 0;
}
