/* The child sends a record of 100 bytes in two parts; the parent reads a record. */
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int p[2];
  char record[100] = "a record";
  size_t got = 0;
  if (pipe(p) < 0) return 1;
  if (fork() == 0) {
    close(p[0]);
    if (write(p[1], record, 40) != 40) _exit(1);
    usleep(100000);
    _exit(write(p[1], record + 40, 60) != 60);
  }
  close(p[1]);
#ifdef RIGHT
  while (got < sizeof record) {
    ssize_t n = read(p[0], record + got, sizeof record - got);
    if (n <= 0) return 1;
    got += n;
  }
#else
  got = read(p[0], record, sizeof record);
#endif
  wait(NULL);
  return got == 0;
}
