/* Sends to a peer that has ended. */
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int s[2], flags = 0;
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, s) < 0) return 1;
  if (fork() == 0) _exit(0);
  close(s[1]);
  wait(NULL);
#ifdef RIGHT
  flags = MSG_NOSIGNAL;
#endif
  send(s[0], "hello", 5, flags);
  return 0;
}
