/* Binds a socket to a name, takes one message with descriptors, says what each is and does with it
   what its kind can do:
     scm_rights_recv [-d | -q] [-c] [-n ROOM] NAME
   -c asks for the sender's credentials as well; -n is for how many descriptors there is room. */
#include "scm.h"
#include <sys/mman.h>
#include <sys/stat.h>

static void answer(int fd) {
  if (write(fd, "from C", 6) != 6) die("write");
}

static void use(int fd) {
  char link[32], name[256] = "", text[64] = "";
  struct stat status;
  int value = 0;
  socklen_t length = sizeof value;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  if (readlink(link, name, sizeof name - 1) < 0 || fstat(fd, &status) < 0) die("fstat");
  if (strstr(name, "memfd:")) {
    char *memory = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (memory == MAP_FAILED) die("mmap");
    printf("memfd: %s\n", memory);
    strcpy(memory, "from C");
  } else if (strstr(name, "[eventfd]")) {
    unsigned long long two = 2;
    if (write(fd, &two, sizeof two) != sizeof two) die("write");
    puts("eventfd");
  } else if (S_ISREG(status.st_mode)) {
    if (read(fd, text, 3) < 0) die("read");
    printf("file: %s, at %lld\n", text, (long long)lseek(fd, 0, SEEK_CUR));
  } else if (S_ISFIFO(status.st_mode)) {
    ssize_t n = read(fd, text, sizeof text - 1);
    if (n < 0 && errno != EBADF) die("read");
    printf("pipe %s\n", n < 0 ? "write end" : text);
    if (n < 0) answer(fd);
  } else if (S_ISSOCK(status.st_mode)) {
    getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &value, &length);
    int domain = 0, s = value ? accept(fd, NULL, NULL) : fd;
    if (s < 0) die("accept");
    getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &domain, &length);
    printf("%s socket %s\n", domain == AF_UNIX ? "unix" : "inet", value ? "listening" : "connected");
    answer(s);
    if (value) close(s);
  } else {
    printf("unknown: %s\n", name);
  }
}

int main(int argc, char **argv) {
  int option, type = SOCK_STREAM, room = MAX_FDS, data = 0, credentials = 0;
  while ((option = getopt(argc, argv, "dqcn:")) != -1) {
    if (option == 'n') room = atoi(optarg);
    else if (option == 'c') credentials = 1;
    else type = type_of(option);
  }
  int s = unix_receive(argv[optind], type, credentials ? SO_PASSCRED : 0);
  union {
    char buffer[CMSG_SPACE(sizeof(struct ucred)) + CMSG_SPACE(MAX_FDS * sizeof(int))];
    struct cmsghdr align;
  } control;
  struct iovec vector = {&data, sizeof data};
  struct msghdr message = {.msg_iov = &vector, .msg_iovlen = 1, .msg_control = control.buffer};
  message.msg_controllen = CMSG_LEN(room * sizeof(int));
  if (credentials) message.msg_controllen += CMSG_SPACE(sizeof(struct ucred));
  ssize_t got = recvmsg(s, &message, 0);
  if (got < 0) die("recvmsg");
  unlink(argv[optind]);
  printf("%zd bytes, data %d%s\n", got, data, message.msg_flags & MSG_CTRUNC ? ", MSG_CTRUNC" : "");
  for (struct cmsghdr *h = CMSG_FIRSTHDR(&message); h; h = CMSG_NXTHDR(&message, h)) {
    if (h->cmsg_level == SOL_SOCKET && h->cmsg_type == SCM_RIGHTS) {
      int n = (h->cmsg_len - CMSG_LEN(0)) / sizeof(int), fds[MAX_FDS];
      memcpy(fds, CMSG_DATA(h), n * sizeof(int));
      for (int i = 0; i < n; i++) use(fds[i]);
    } else if (h->cmsg_level == SOL_SOCKET && h->cmsg_type == SCM_CREDENTIALS) {
      struct ucred c;
      memcpy(&c, CMSG_DATA(h), sizeof c);
      printf("credentials %d %d %d\n", (int)c.pid, (int)c.uid, (int)c.gid);
    }
  }
  return 0;
}
