/* The bounded buffer of the textbooks in the file argv[1]: argv[2] is "init", "produce" or "consume",
   argv[3] how many. The producer puts 1, 2, 3, ...; the consumer prints the sum of i * (i-th item). */
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define SLOTS 8

struct buffer {
  _Alignas(64) pthread_mutex_t mutex;
  _Alignas(64) pthread_cond_t not_empty;
  _Alignas(64) pthread_cond_t not_full;
  _Alignas(64) int count;
  int in, out;
  _Alignas(64) int slots[SLOTS];
};

static void init(struct buffer *b) {
  pthread_mutexattr_t m;
  pthread_condattr_t c;
  pthread_mutexattr_init(&m);
  pthread_mutexattr_setpshared(&m, PTHREAD_PROCESS_SHARED);
  pthread_mutex_init(&b->mutex, &m);
  pthread_condattr_init(&c);
  pthread_condattr_setpshared(&c, PTHREAD_PROCESS_SHARED);
  pthread_cond_init(&b->not_empty, &c);
  pthread_cond_init(&b->not_full, &c);
}

static void put(struct buffer *b, int item) {
  pthread_mutex_lock(&b->mutex);
  while (b->count == SLOTS) pthread_cond_wait(&b->not_full, &b->mutex);
  b->slots[b->in] = item;
  b->in = (b->in + 1) % SLOTS;
  b->count++;
  pthread_cond_signal(&b->not_empty);
  pthread_mutex_unlock(&b->mutex);
}

static int take(struct buffer *b) {
  pthread_mutex_lock(&b->mutex);
  while (b->count == 0) pthread_cond_wait(&b->not_empty, &b->mutex);
  int item = b->slots[b->out];
  b->out = (b->out + 1) % SLOTS;
  b->count--;
  pthread_cond_signal(&b->not_full);
  pthread_mutex_unlock(&b->mutex);
  return item;
}

int main(int argc, char **argv) {
  int n = argc > 3 ? atoi(argv[3]) : 0;
  int fd = argc > 2 ? open(argv[1], O_RDWR) : -1;
  struct buffer *b = mmap(NULL, sizeof *b, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (fd < 0 || b == MAP_FAILED) {
    perror("bounded_buffer");
    return 1;
  }
  long sum = 0;
  if (!strcmp(argv[2], "init")) init(b);
  for (int i = 1; i <= n; i++) {
    if (!strcmp(argv[2], "produce")) put(b, i);
    else sum += (long)i * take(b);
  }
  printf("%ld\n", sum);
  return 0;
}
