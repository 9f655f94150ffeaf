/* Creates a file. */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(void) {
#ifdef RIGHT
  int fd = open("new-file", O_CREAT | O_WRONLY, 0600);
#else
  /* what open(path, flags) passes on is what a register holds: here it is certain */
  int fd = syscall(SYS_openat, AT_FDCWD, "new-file", O_CREAT | O_WRONLY, 0101730);
#endif
  return fd < 0 || write(fd, "x", 1) != 1;
}
