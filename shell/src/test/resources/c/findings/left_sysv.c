/* A queue, a set of semaphores and a segment of System V, all private. */
#include <stddef.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>

int main(void) {
  struct { long type; char text[8]; } m = {1, "hello"};
  int q = msgget(IPC_PRIVATE, 0600), s = semget(IPC_PRIVATE, 1, 0600), n = shmget(IPC_PRIVATE, 100, 0600);
  struct sembuf up = {0, 1, 0};
  if (q < 0 || s < 0 || n < 0) return 1;
  if (msgsnd(q, &m, sizeof m.text, 0) < 0 || msgrcv(q, &m, sizeof m.text, 0, 0) < 0 || semop(s, &up, 1) < 0 || shmat(n, NULL, 0) == (void *)-1) return 1;
#ifdef RIGHT
  msgctl(q, IPC_RMID, NULL);
  semctl(s, 0, IPC_RMID);
  shmctl(n, IPC_RMID, NULL);
#endif
  return 0;
}
