/* Sends descriptors of the kinds that it is told in one message to the socket at a name, then waits
   for a line and says what has come to the other ends, which it keeps:
     scm_rights_send [-d | -q] NAME KIND...
   A kind is file:PATH, pipe-read, pipe-write, listen, tcp, memfd, eventfd or self. */
#include "scm.h"
#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/eventfd.h>
#include <sys/mman.h>

static int to_pass[MAX_FDS], kept[MAX_FDS];
static struct sockaddr_in port;

static int listening(void) {
  port = (struct sockaddr_in){.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t length = sizeof port;
  int s = socket(AF_INET, SOCK_STREAM, 0);
  if (bind(s, (struct sockaddr *)&port, length) < 0 || listen(s, 5) < 0) die("listen");
  getsockname(s, (struct sockaddr *)&port, &length);
  return s;
}

static int connected(void) {
  int s = socket(AF_INET, SOCK_STREAM, 0);
  if (connect(s, (struct sockaddr *)&port, sizeof port) < 0) die("connect");
  return s;
}

static void make(int i, const char *kind, int s) {
  int ends[2];
  kept[i] = -1;
  if (!strncmp(kind, "file:", 5)) {
    to_pass[i] = open(kind + 5, O_RDWR);
    kept[i] = dup(to_pass[i]);
  } else if (!strcmp(kind, "pipe-read")) {
    if (pipe(ends) < 0 || write(ends[1], "from C", 6) != 6) die("pipe");
    to_pass[i] = ends[0];
    close(ends[1]);
  } else if (!strcmp(kind, "pipe-write")) {
    if (pipe(ends) < 0) die("pipe");
    to_pass[i] = ends[1];
    kept[i] = ends[0];
  } else if (!strcmp(kind, "listen")) {
    to_pass[i] = listening();
    kept[i] = connected();
  } else if (!strcmp(kind, "tcp")) {
    int listener = listening();
    kept[i] = connected();
    to_pass[i] = accept(listener, NULL, NULL);
    close(listener);
  } else if (!strcmp(kind, "memfd")) {
    to_pass[i] = memfd_create("from-c", 0);
    if (ftruncate(to_pass[i], 4096) < 0) die("ftruncate");
    kept[i] = dup(to_pass[i]);
  } else if (!strcmp(kind, "eventfd")) {
    to_pass[i] = eventfd(40, 0);
    kept[i] = dup(to_pass[i]);
  } else {
    to_pass[i] = dup(s); /* the socket within itself */
  }
  if (to_pass[i] < 0) die(kind);
}

static void report(int i, const char *kind) {
  char text[64] = "";
  unsigned long long count;
  if (!strncmp(kind, "file:", 5)) {
    printf("%s: at %lld\n", kind, (long long)lseek(kept[i], 0, SEEK_CUR));
  } else if (!strcmp(kind, "eventfd")) {
    if (read(kept[i], &count, sizeof count) != sizeof count) die("read");
    printf("eventfd: %llu\n", count);
  } else if (!strcmp(kind, "memfd")) {
    char *memory = mmap(NULL, 4096, PROT_READ, MAP_SHARED, kept[i], 0);
    if (memory == MAP_FAILED) die("mmap");
    printf("memfd: %s\n", memory);
  } else if (kept[i] >= 0) {
    if (read(kept[i], text, sizeof text - 1) < 0) die("read");
    printf("%s: %s\n", kind, text);
  }
}

int main(int argc, char **argv) {
  int option, type = SOCK_STREAM;
  while ((option = getopt(argc, argv, "dq")) != -1) type = type_of(option);
  char **kinds = argv + optind + 1;
  int n = argc - optind - 1, data = n;
  int s = unix_connect(argv[optind], type);
  for (int i = 0; i < n; i++) make(i, kinds[i], s);

  union {
    char buffer[CMSG_SPACE(sizeof to_pass)];
    struct cmsghdr align;
  } control;
  memset(&control, 0, sizeof control);
  struct iovec vector = {&data, sizeof data};
  struct msghdr message = {.msg_iov = &vector, .msg_iovlen = 1, .msg_control = control.buffer};
  message.msg_controllen = CMSG_SPACE(n * sizeof(int));
  struct cmsghdr *header = CMSG_FIRSTHDR(&message);
  header->cmsg_len = CMSG_LEN(n * sizeof(int));
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  memcpy(CMSG_DATA(header), to_pass, n * sizeof(int));
  if (sendmsg(s, &message, 0) != sizeof data) die("sendmsg");
  for (int i = 0; i < n; i++) close(to_pass[i]);
  puts("sent");
  fflush(stdout);

  getchar();
  for (int i = 0; i < n; i++) report(i, kinds[i]);
  return 0;
}
