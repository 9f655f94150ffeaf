/* Opens the semaphore argv[1], makes it with value 0 where it is not there, and does to it what
   argv[2] says ("wait", "post"), argv[3] times. */
#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv) {
  int n = argc > 3 ? atoi(argv[3]) : 0;
  sem_t *s = argc > 2 ? sem_open(argv[1], O_CREAT, 0600, 0) : SEM_FAILED;
  if (s == SEM_FAILED) {
    perror("sem_open");
    return 1;
  }
  puts("open");
  fflush(stdout);
  for (int i = 0; i < n; i++) {
    int result = strcmp(argv[2], "wait") ? sem_post(s) : sem_wait(s);
    if (result) {
      perror(argv[2]);
      return 1;
    }
  }
  puts("done");
  return 0;
}
