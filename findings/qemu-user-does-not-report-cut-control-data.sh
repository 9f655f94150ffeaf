#!/bin/sh
# qemu-user 7.2 (Debian 12): recvmsg of two descriptors into a control buffer that has room for one. The kernel sets
# MSG_CTRUNC; a program that the emulator runs is not told, so it takes the descriptor that it got for all there were.
# Seen with a program for the machine's own architecture as well as with one for aarch64.
. "$(dirname "$0")/lib.sh"
debian qemu-user-static=1:7.2+dfsg-7+deb12u18+b3
cat >cut.c <<'C'
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

int main(void) {
  int pair[2], passed[2] = {0, 1};
  socketpair(AF_UNIX, SOCK_DGRAM, 0, pair);
  char byte = 'x';
  struct iovec data = {&byte, 1};
  char control[CMSG_SPACE(sizeof passed)] __attribute__((aligned(8))) = {0};
  struct msghdr message = {.msg_iov = &data, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
  struct cmsghdr *rights = CMSG_FIRSTHDR(&message);
  rights->cmsg_level = SOL_SOCKET;
  rights->cmsg_type = SCM_RIGHTS;
  rights->cmsg_len = CMSG_LEN(sizeof passed);
  memcpy(CMSG_DATA(rights), passed, sizeof passed);
  sendmsg(pair[0], &message, 0);
  message.msg_controllen = CMSG_LEN(sizeof(int));
  recvmsg(pair[1], &message, 0);
  printf("%s", message.msg_flags & MSG_CTRUNC ? "MSG_CTRUNC" : "none");
  return 0;
}
C
gcc -static -o cut cut.c
expect "the flag" "by the kernel: MSG_CTRUNC; under the emulator: none" \
  "by the kernel: $(./cut); under the emulator: $(usr/bin/qemu-"$(uname -m)"-static ./cut)"
