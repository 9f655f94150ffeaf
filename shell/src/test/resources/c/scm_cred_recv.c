/* Binds a socket to a name, takes one message and says whose it is:
     scm_cred_recv [-d | -q] NAME */
#include "scm.h"

int main(int argc, char **argv) {
  int option, type = SOCK_STREAM, data = 0;
  while ((option = getopt(argc, argv, "dq")) != -1) type = type_of(option);
  int s = unix_receive(argv[optind], type, SO_PASSCRED);
  union {
    char buffer[CMSG_SPACE(sizeof(struct ucred))];
    struct cmsghdr align;
  } control;
  struct iovec vector = {&data, sizeof data};
  struct msghdr message = {.msg_iov = &vector, .msg_iovlen = 1, .msg_control = control.buffer};
  message.msg_controllen = sizeof control.buffer;
  ssize_t got = recvmsg(s, &message, 0);
  if (got < 0) die("recvmsg");
  unlink(argv[optind]);
  printf("%zd bytes, data %d\n", got, data);
  struct cmsghdr *header = CMSG_FIRSTHDR(&message);
  if (!header || header->cmsg_len != CMSG_LEN(sizeof(struct ucred)) ||
      header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_CREDENTIALS) {
    puts("no credentials");
    return 1;
  }
  struct ucred who, peer;
  memcpy(&who, CMSG_DATA(header), sizeof who);
  printf("sender %d %d %d\n", (int)who.pid, (int)who.uid, (int)who.gid);
  socklen_t length = sizeof peer;
  if (type != SOCK_DGRAM) {
    if (getsockopt(s, SOL_SOCKET, SO_PEERCRED, &peer, &length) < 0) die("getsockopt");
    printf("peer %d %d %d\n", (int)peer.pid, (int)peer.uid, (int)peer.gid);
  }
  return 0;
}
