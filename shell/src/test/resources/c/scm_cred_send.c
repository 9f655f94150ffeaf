/* Sends a number with credentials to the socket at a name:
     scm_cred_send [-d | -q] [-n] NAME [PID [UID [GID]]]
   What is left out is the truth; with -n the kernel is left to say it. */
#include "scm.h"

int main(int argc, char **argv) {
  int option, type = SOCK_STREAM, explicitly = 1, data = 12345;
  while ((option = getopt(argc, argv, "dqn")) != -1) {
    if (option == 'n') explicitly = 0;
    else type = type_of(option);
  }
  int given = argc - optind;
  struct ucred who = {
      .pid = given > 1 ? atoi(argv[optind + 1]) : getpid(),
      .uid = given > 2 ? atoi(argv[optind + 2]) : (int)getuid(),
      .gid = given > 3 ? atoi(argv[optind + 3]) : (int)getgid()};
  union {
    char buffer[CMSG_SPACE(sizeof(struct ucred))];
    struct cmsghdr align;
  } control;
  memset(&control, 0, sizeof control);
  struct iovec vector = {&data, sizeof data};
  struct msghdr message = {.msg_iov = &vector, .msg_iovlen = 1};
  if (explicitly) {
    message.msg_control = control.buffer;
    message.msg_controllen = sizeof control.buffer;
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_len = CMSG_LEN(sizeof who);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_CREDENTIALS;
    memcpy(CMSG_DATA(header), &who, sizeof who);
  }
  int s = unix_connect(argv[optind], type);
  if (sendmsg(s, &message, 0) != sizeof data) die("sendmsg");
  printf("%d %d %d\n", (int)getpid(), (int)getuid(), (int)getgid());
  return 0;
}
