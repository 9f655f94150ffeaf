/* Writes to shared memory whose size was not set. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

int main(int argc, char **argv) {
  if (argc < 2) return 2;
  int fd = shm_open(argv[1], O_CREAT | O_EXCL | O_RDWR, 0600);
  if (fd < 0) return 1;
  shm_unlink(argv[1]);
#ifdef RIGHT
  if (ftruncate(fd, 4096) < 0) return 1;
#endif
  char *memory = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (memory == MAP_FAILED) return 1;
  memory[0] = 'x';
  return 0;
}
