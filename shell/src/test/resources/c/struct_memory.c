/* A struct in shared memory, as two programs agree on it in a header file. With "read" it says what
   is there, with "write" it fills it in, with "count N" it adds to the counter atomically. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

struct shared {
  int counter;          /*  0 */
  short small;          /*  4 */
  unsigned char byte;   /*  6 */
  long long big;        /*  8 */
  double real;          /* 16 */
  float single;         /* 24 */
  char name[32];        /* 28 */
};

int main(int argc, char **argv) {
  int fd = argv[1][0] == '/' && strchr(argv[1] + 1, '/') == NULL ? shm_open(argv[1], O_RDWR, 0)
                                                                 : open(argv[1], O_RDWR);
  if (fd == -1) return 1;
  struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (s == MAP_FAILED) return 2;
  if (strcmp(argv[2], "write") == 0) {
    s->counter = -123456;
    s->small = -2;
    s->byte = 200;
    s->big = -1234567890123456789LL;
    s->real = 3.25e-300;
    s->single = -0.5f;
    strcpy(s->name, "written in C");
  } else if (strcmp(argv[2], "read") == 0) {
    printf("%d %d %d %lld %g %g %s\n", s->counter, s->small, s->byte, s->big, s->real, s->single,
           s->name);
  } else {
    for (int i = atoi(argv[3]); i > 0; i--) __sync_fetch_and_add(&s->counter, 1);
  }
  return 0;
}
