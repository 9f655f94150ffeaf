/* Receives a datagram of 12 bytes with recvmsg. */
#include <sys/socket.h>
#include <unistd.h>

#ifdef RIGHT
#define ROOM 64
#else
#define ROOM 8
#endif

int main(void) {
  int s[2];
  char text[ROOM];
  struct iovec part = {text, sizeof text};
  struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
  if (socketpair(AF_UNIX, SOCK_DGRAM, 0, s) < 0) return 1;
  if (send(s[0], "hello, world", 12, 0) != 12) return 1;
  return recvmsg(s[1], &message, 0) < 0;
}
