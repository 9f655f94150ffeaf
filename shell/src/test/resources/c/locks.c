/* Objects of synchronisation in the file argv[1], used as standard input says, a command a line;
   each is answered by the command and 0 or the error's name. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

struct shared {
  _Alignas(64) pthread_mutex_t mutex;
  _Alignas(64) pthread_cond_t cond;
  _Alignas(64) pthread_rwlock_t rwlock;
  _Alignas(64) sem_t sem;
  _Alignas(64) int flag;
};

static struct shared *s;

static int init_mutex(int type, int robust) {
  pthread_mutexattr_t a;
  pthread_mutexattr_init(&a);
  pthread_mutexattr_setpshared(&a, PTHREAD_PROCESS_SHARED);
  pthread_mutexattr_settype(&a, type);
  pthread_mutexattr_setrobust(&a, robust);
  return pthread_mutex_init(&s->mutex, &a);
}

static int init_cond(clockid_t clock) {
  pthread_condattr_t a;
  pthread_condattr_init(&a);
  pthread_condattr_setpshared(&a, PTHREAD_PROCESS_SHARED);
  pthread_condattr_setclock(&a, clock);
  return pthread_cond_init(&s->cond, &a);
}

static int init_rwlock(void) {
  pthread_rwlockattr_t a;
  pthread_rwlockattr_init(&a);
  pthread_rwlockattr_setpshared(&a, PTHREAD_PROCESS_SHARED);
  return pthread_rwlock_init(&s->rwlock, &a);
}

static int wait_for_flag(void) {
  int error = pthread_mutex_lock(&s->mutex);
  while (!error && !s->flag) error = pthread_cond_wait(&s->cond, &s->mutex);
  s->flag = 0;
  pthread_mutex_unlock(&s->mutex);
  return error;
}

static int set_flag(void) {
  int error = pthread_mutex_lock(&s->mutex);
  s->flag = 1;
  pthread_cond_signal(&s->cond);
  pthread_mutex_unlock(&s->mutex);
  return error;
}

static int of(int result) { return result == -1 ? errno : result; }

static int run(const char *c) {
#define DO(name, call) if (!strcmp(c, name)) return call
  DO("init", init_mutex(PTHREAD_MUTEX_NORMAL, PTHREAD_MUTEX_STALLED));
  DO("init errorcheck", init_mutex(PTHREAD_MUTEX_ERRORCHECK, PTHREAD_MUTEX_STALLED));
  DO("init recursive", init_mutex(PTHREAD_MUTEX_RECURSIVE, PTHREAD_MUTEX_STALLED));
  DO("init robust", init_mutex(PTHREAD_MUTEX_NORMAL, PTHREAD_MUTEX_ROBUST));
  DO("lock", pthread_mutex_lock(&s->mutex));
  DO("trylock", pthread_mutex_trylock(&s->mutex));
  DO("unlock", pthread_mutex_unlock(&s->mutex));
  DO("consistent", pthread_mutex_consistent(&s->mutex));
  DO("init cond", init_cond(CLOCK_REALTIME));
  DO("init monotonic cond", init_cond(CLOCK_MONOTONIC));
  DO("wait for flag", wait_for_flag());
  DO("set flag", set_flag());
  DO("init rwlock", init_rwlock());
  DO("rdlock", pthread_rwlock_rdlock(&s->rwlock));
  DO("wrlock", pthread_rwlock_wrlock(&s->rwlock));
  DO("tryrdlock", pthread_rwlock_tryrdlock(&s->rwlock));
  DO("trywrlock", pthread_rwlock_trywrlock(&s->rwlock));
  DO("rwunlock", pthread_rwlock_unlock(&s->rwlock));
  DO("init sem", of(sem_init(&s->sem, 1, 0)));
  DO("sem_wait", of(sem_wait(&s->sem)));
  DO("sem_trywait", of(sem_trywait(&s->sem)));
  DO("sem_post", of(sem_post(&s->sem)));
  return ENOSYS;
}

int main(int argc, char **argv) {
  char line[100];
  int fd = argc > 1 ? open(argv[1], O_RDWR) : -1;
  s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (fd < 0 || s == MAP_FAILED) {
    perror("locks");
    return 1;
  }
  setlinebuf(stdout);
  while (fgets(line, sizeof line, stdin)) {
    line[strcspn(line, "\n")] = 0;
    int error = run(line);
    printf("%s: %s\n", line, error ? strerrorname_np(error) : "0");
  }
  return 0;
}
