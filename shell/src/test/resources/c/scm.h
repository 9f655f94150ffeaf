/* What the programs that pass descriptors and credentials share: a socket of a type at a name, as in
   Kerrisk's "The Linux Programming Interface". */
#define _GNU_SOURCE
#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define MAX_FDS 16

static inline void die(const char *what) {
  fprintf(stderr, "%s: %s\n", what, strerror(errno));
  exit(1);
}

/* -d is a datagram socket, -q one of sequenced packets, else a stream. */
static inline int type_of(int option) {
  return option == 'd' ? SOCK_DGRAM : option == 'q' ? SOCK_SEQPACKET : SOCK_STREAM;
}

static inline socklen_t address(const char *name, struct sockaddr_un *un) {
  memset(un, 0, sizeof *un);
  un->sun_family = AF_UNIX;
  if (strlen(name) >= sizeof un->sun_path) {
    errno = ENAMETOOLONG;
    die(name);
  }
  strcpy(un->sun_path, name);
  return sizeof *un;
}

static inline int unix_connect(const char *name, int type) {
  struct sockaddr_un un;
  socklen_t length = address(name, &un);
  int s = socket(AF_UNIX, type, 0);
  if (s < 0 || connect(s, (struct sockaddr *)&un, length) < 0) die("connect");
  return s;
}

/* The socket that receives: a datagram socket itself, else the first connection. Its option is set
   before anything can come. */
static inline int unix_receive(const char *name, int type, int option) {
  struct sockaddr_un un;
  socklen_t length = address(name, &un);
  int one = 1, s = socket(AF_UNIX, type, 0);
  if (s < 0) die("socket");
  if (option && setsockopt(s, SOL_SOCKET, option, &one, sizeof one) < 0) die("setsockopt");
  if (bind(s, (struct sockaddr *)&un, length) < 0) die("bind");
  if (type != SOCK_DGRAM && listen(s, 5) < 0) die("listen");
  puts("bound");
  fflush(stdout);
  if (type != SOCK_DGRAM) {
    int listener = s;
    s = accept(listener, NULL, NULL);
    if (s < 0) die("accept");
    close(listener);
    if (option && setsockopt(s, SOL_SOCKET, option, &one, sizeof one) < 0) die("setsockopt");
  }
  return s;
}
