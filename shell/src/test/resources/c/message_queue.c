/* The other side of a POSIX message queue: message_queue NAME make|send|receive|attributes|notify [...] */
#include <fcntl.h>
#include <mqueue.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int notified[2];

static void called(union sigval value) {
  char number = value.sival_int;
  if (write(notified[1], &number, 1) != 1) abort();
}

static int failed(const char *what) {
  perror(what);
  return 1;
}

int main(int argc, char **argv) {
  const char *name = argv[1], *what = argv[2];
  if (strcmp(what, "make") == 0) {
    struct mq_attr attr = {.mq_maxmsg = atoi(argv[3]), .mq_msgsize = atoi(argv[4])};
    return mq_open(name, O_CREAT | O_EXCL | O_RDWR, 0600, &attr) == -1 ? failed("mq_open") : 0;
  }
  mqd_t q = mq_open(name, O_RDWR);
  if (q == -1) return failed("mq_open");
  struct mq_attr attr;
  if (mq_getattr(q, &attr) == -1) return failed("mq_getattr");
  if (strcmp(what, "attributes") == 0) {
    printf("%ld %ld %ld %ld\n", attr.mq_flags, attr.mq_maxmsg, attr.mq_msgsize, attr.mq_curmsgs);
  } else if (strcmp(what, "send") == 0) {
    for (int i = 3; i + 1 < argc; i += 2)
      if (mq_send(q, argv[i + 1], strlen(argv[i + 1]), atoi(argv[i])) == -1) return failed("mq_send");
  } else if (strcmp(what, "receive") == 0) {
    char *room = malloc(attr.mq_msgsize);
    for (int i = 0; i < atoi(argv[3]); i++) {
      unsigned priority;
      ssize_t n = mq_receive(q, room, attr.mq_msgsize, &priority);
      if (n == -1) return failed("mq_receive");
      printf("%u %.*s\n", priority, (int)n, room);
      fflush(stdout);
    }
  } else if (strcmp(what, "notify") == 0) {
    struct sigevent event = {.sigev_notify = SIGEV_THREAD, .sigev_value.sival_int = 42};
    event.sigev_notify_function = called;
    if (pipe(notified) == -1) return failed("pipe");
    if (mq_notify(q, &event) == -1) return failed("mq_notify");
    printf("registered\n");
    fflush(stdout);
    char number;
    if (read(notified[0], &number, 1) != 1) return failed("read");
    printf("notified %d\n", number);
  }
  return 0;
}
