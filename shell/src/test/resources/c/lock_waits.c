/* Threads that wait for each kind of object of pthreads. Prints a line for each: the kind, the
 * object's address, the waiting thread, and the thread that has what it waits for, 0 for none. */
#define _GNU_SOURCE
#include <linux/futex.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { TYPES = 10 };

struct objects {
  pthread_mutex_t mutexes[TYPES];
  pthread_cond_t condition, shared_condition;
  pthread_mutex_t its_mutex, its_shared_mutex;
  sem_t semaphore, shared_semaphore;
  pthread_rwlock_t written, read, shared_written;
  pthread_barrier_t barrier;
  int plain[2];
};

static struct objects *all;
static pthread_t paused;
static pid_t paused_id;
static FILE *stream;

static void say(const char *kind, const void *object, int holder) {
  printf("%s %llu %d %d\n", kind, (unsigned long long)object, gettid(), holder);
}

static struct timespec *later(void) {
  static struct timespec time;
  clock_gettime(CLOCK_REALTIME, &time);
  time.tv_sec += 1000;
  return &time;
}

static void *wait_mutex(void *which) {
  long i = (long)which;
  say("mutex", &all->mutexes[i], getpid());
  pthread_mutex_lock(&all->mutexes[i]);
  return NULL;
}

static void *wait_mutex_timed(void *unused) {
  say("mutex", &all->mutexes[0], getpid());
  pthread_mutex_timedlock(&all->mutexes[0], later());
  return unused;
}

static void *wait_condition(void *unused) {
  pthread_mutex_lock(&all->its_mutex);
  say("condition", &all->condition, 0);
  pthread_cond_wait(&all->condition, &all->its_mutex);
  return unused;
}

static void *wait_condition_timed(void *unused) {
  pthread_mutex_lock(&all->its_mutex);
  say("condition", &all->condition, 0);
  pthread_cond_timedwait(&all->condition, &all->its_mutex, later());
  return unused;
}

static void *wait_shared_condition(void *unused) {
  pthread_mutex_lock(&all->its_shared_mutex);
  say("condition", &all->shared_condition, 0);
  pthread_cond_wait(&all->shared_condition, &all->its_shared_mutex);
  return unused;
}

static void *wait_semaphore(void *semaphore) {
  say("semaphore", semaphore, 0);
  sem_wait(semaphore);
  return NULL;
}

static void *wait_read(void *rwlock) {
  say("rwlock", rwlock, getpid());
  pthread_rwlock_rdlock(rwlock);
  return NULL;
}

static void *wait_write(void *rwlock) {
  say("rwlock", rwlock, rwlock == &all->read ? 0 : getpid());
  pthread_rwlock_wrlock(rwlock);
  return NULL;
}

static void *wait_barrier(void *unused) {
  say("barrier", &all->barrier, 0);
  pthread_barrier_wait(&all->barrier);
  return unused;
}

static void *wait_join(void *unused) {
  say("thread", (void *)paused, paused_id);
  pthread_join(paused, NULL);
  return unused;
}

static void *wait_stream(void *unused) {
  say("stream", NULL, getpid());
  flockfile(stream);
  return unused;
}

/* Not an object of the C library, but a futex with the value that a locked mutex has. */
static void *wait_plain(void *unused) {
  say("unknown", &all->plain[0], 0);
  syscall(SYS_futex, &all->plain[0], FUTEX_WAIT_PRIVATE, 2, NULL);
  return unused;
}

static void *wait_plain_zero(void *unused) {
  say("unknown", &all->plain[1], 0);
  syscall(SYS_futex, &all->plain[1], FUTEX_WAIT_PRIVATE, 0, NULL);
  return unused;
}

static void *rest(void *unused) {
  paused_id = gettid();
  pause();
  return unused;
}

static void make(void) {
  for (int i = 0; i < TYPES; i++) {
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    if (i < 4) {
      pthread_mutexattr_settype(&attributes, i);
    }
    if (i == 4 || i == 6 || i == 8) {
      pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
    }
    if (i == 5 || i == 6 || i == 9) {
      pthread_mutexattr_setprotocol(&attributes, PTHREAD_PRIO_INHERIT);
    }
    pthread_mutexattr_setpshared(&attributes, i >= 7);
    pthread_mutex_init(&all->mutexes[i], &attributes);
    pthread_mutex_lock(&all->mutexes[i]);
    pthread_mutexattr_setpshared(&attributes, 1);
    pthread_mutex_init(&all->its_shared_mutex, &attributes);
  }
  pthread_condattr_t condition;
  pthread_condattr_init(&condition);
  pthread_cond_init(&all->condition, &condition);
  pthread_condattr_setpshared(&condition, 1);
  pthread_cond_init(&all->shared_condition, &condition);
  pthread_mutex_init(&all->its_mutex, NULL);
  pthread_mutexattr_t shared;
  pthread_mutexattr_init(&shared);
  pthread_mutexattr_setpshared(&shared, 1);
  pthread_mutex_init(&all->its_shared_mutex, &shared);
  sem_init(&all->semaphore, 0, 0);
  sem_init(&all->shared_semaphore, 1, 0);
  pthread_rwlockattr_t rwlock;
  pthread_rwlockattr_init(&rwlock);
  pthread_rwlock_init(&all->written, &rwlock);
  pthread_rwlock_init(&all->read, &rwlock);
  pthread_rwlockattr_setpshared(&rwlock, 1);
  pthread_rwlock_init(&all->shared_written, &rwlock);
  pthread_rwlock_wrlock(&all->written);
  pthread_rwlock_wrlock(&all->shared_written);
  pthread_rwlock_rdlock(&all->read);
  pthread_barrier_init(&all->barrier, NULL, 4);
  all->plain[0] = 2;
  all->plain[1] = 0;
}

static void start(void *(*function)(void *), void *argument) {
  pthread_t thread;
  pthread_create(&thread, NULL, function, argument);
}

int main(int argc, char **argv) {
  setvbuf(stdout, NULL, _IOLBF, 1024);
  int flags = argc > 1 && strcmp(argv[1], "shared") == 0 ? MAP_SHARED : MAP_PRIVATE;
  all = mmap(NULL, sizeof *all, PROT_READ | PROT_WRITE, flags | MAP_ANONYMOUS, -1, 0);
  stream = fopen("/dev/null", "w");
  flockfile(stream);
  make();
  pthread_create(&paused, NULL, rest, NULL);
  while (__atomic_load_n(&paused_id, __ATOMIC_SEQ_CST) == 0) {
    sched_yield();
  }
  for (long i = 0; i < TYPES; i++) {
    start(wait_mutex, (void *)i);
  }
  start(wait_mutex_timed, NULL);
  start(wait_condition, NULL);
  start(wait_condition_timed, NULL);
  start(wait_shared_condition, NULL);
  start(wait_semaphore, &all->semaphore);
  start(wait_semaphore, &all->shared_semaphore);
  start(wait_read, &all->written);
  start(wait_write, &all->written);
  start(wait_write, &all->read);
  start(wait_write, &all->shared_written);
  start(wait_barrier, NULL);
  start(wait_barrier, NULL);
  start(wait_join, NULL);
  start(wait_stream, NULL);
  start(wait_plain, NULL);
  start(wait_plain_zero, NULL);
  pause();
}
