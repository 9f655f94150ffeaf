/* A queue of System V with a key, by which this program sends itself a message. */
#include <stddef.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <unistd.h>

int main(void) {
  struct { long type; char text[8]; } m = {1, "hello"};
  int q = msgget(0x46000000 | getpid(), IPC_CREAT | 0600);
  if (q < 0 || msgsnd(q, &m, sizeof m.text, 0) < 0 || msgrcv(q, &m, sizeof m.text, 0, 0) < 0) return 1;
#ifdef RIGHT
  msgctl(q, IPC_RMID, NULL);
#endif
  return 0;
}
