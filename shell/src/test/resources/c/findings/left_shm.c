/* A counter in shared memory and a named semaphore that guards it. */
#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

int main(int argc, char **argv) {
  if (argc < 2) return 2;
  int fd = shm_open(argv[1], O_CREAT | O_RDWR, 0600);
  if (fd < 0 || ftruncate(fd, sizeof(int)) < 0) return 1;
  int *counter = mmap(NULL, sizeof *counter, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  sem_t *s = sem_open(argv[1], O_CREAT, 0600, 1);
  if (counter == MAP_FAILED || s == SEM_FAILED) return 1;
  sem_wait(s);
  (*counter)++;
  sem_post(s);
  sem_close(s);
#ifdef RIGHT
  sem_unlink(argv[1]);
  shm_unlink(argv[1]);
#endif
  return 0;
}
