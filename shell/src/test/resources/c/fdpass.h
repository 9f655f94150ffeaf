/* Descriptors over a stream, in the protocol of Stevens' "Advanced Programming in the UNIX
   Environment": a null byte and a status byte, with the descriptor where the status is 0; or text,
   then a null byte and a status that is not 0. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#define MAXLINE 4096
#define CONTROLLEN CMSG_LEN(sizeof(int)) /* as in the book: not CMSG_SPACE */

static inline void die(const char *what) {
  perror(what);
  exit(1);
}

/* Passes a descriptor; one below 0 is an error that is passed. */
static inline int send_fd(int socket, int fd) {
  char status[2] = {0, 0};
  struct cmsghdr *control = calloc(1, CONTROLLEN);
  struct iovec vector = {status, 2};
  struct msghdr message = {.msg_iov = &vector, .msg_iovlen = 1};
  if (fd < 0) {
    status[1] = -fd;
    if (status[1] == 0) status[1] = 1; /* -256 and the like */
  } else {
    control->cmsg_level = SOL_SOCKET;
    control->cmsg_type = SCM_RIGHTS;
    control->cmsg_len = CONTROLLEN;
    *(int *)CMSG_DATA(control) = fd;
    message.msg_control = control;
    message.msg_controllen = CONTROLLEN;
  }
  ssize_t sent = sendmsg(socket, &message, 0);
  free(control);
  return sent == 2 ? 0 : -1;
}

/* Sends a text and an error below 0. */
static inline int send_err(int socket, int error, const char *text) {
  size_t length = strlen(text);
  if (length > 0 && write(socket, text, length) != (ssize_t)length) return -1;
  return send_fd(socket, error < 0 ? error : -1);
}

/* Gives a descriptor, or an error below 0; text that comes goes to the function. */
static inline int recv_fd(int socket, ssize_t (*text)(int, const void *, size_t)) {
  int status = -1, newfd = -1;
  struct cmsghdr *control = calloc(1, CONTROLLEN);
  for (;;) {
    char buffer[MAXLINE];
    struct iovec vector = {buffer, sizeof buffer};
    struct msghdr message = {
        .msg_iov = &vector, .msg_iovlen = 1, .msg_control = control, .msg_controllen = CONTROLLEN};
    ssize_t n = recvmsg(socket, &message, 0);
    if (n < 0) die("recvmsg");
    if (n == 0) {
      fprintf(stderr, "connection closed by server\n");
      return -1;
    }
    for (char *at = buffer; at < buffer + n;) {
      if (*at++ != 0) continue;
      if (at != buffer + n - 1) {
        fprintf(stderr, "message format error\n");
        exit(1);
      }
      status = *at & 0xff;
      if (status == 0) {
        if (message.msg_controllen < CONTROLLEN) {
          fprintf(stderr, "status = 0 but no fd\n");
          exit(1);
        }
        newfd = *(int *)CMSG_DATA(control);
      } else {
        newfd = -status;
      }
      n -= 2;
    }
    if (n > 0 && text(STDERR_FILENO, buffer, n) != n) return -1;
    if (status >= 0) {
      free(control);
      return newfd;
    }
  }
}
