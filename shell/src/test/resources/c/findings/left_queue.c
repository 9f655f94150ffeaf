/* Sends itself a message through a queue. */
#include <fcntl.h>
#include <mqueue.h>
#include <stddef.h>

int main(int argc, char **argv) {
  char text[64];
  struct mq_attr attr = {.mq_maxmsg = 4, .mq_msgsize = sizeof text};
  if (argc < 2) return 2;
  mqd_t q = mq_open(argv[1], O_CREAT | O_RDWR, 0600, &attr);
  if (q < 0 || mq_send(q, "hello", 5, 1) < 0 || mq_receive(q, text, sizeof text, NULL) != 5) return 1;
  mq_close(q);
#ifdef RIGHT
  mq_unlink(argv[1]);
#endif
  return 0;
}
