// What a program can do that is hard to observe; the first argument says which.
#define _GNU_SOURCE
#include <fcntl.h>
#include <mqueue.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static void nothing(int signal) { (void)signal; }

static void *talk(void *end) {
  char byte = 'x';
  for (int i = 0; i < 10; i++) {
    if (write(*(int *)end, &byte, 1) != 1) exit(9);
  }
  return 0;
}

static void *become(void *unused) {
  execlp("true", "true", (char *)0);
  return unused;
}

static int forks(int count) {
  for (int i = 0; i < count; i++) {
    if (fork() == 0) {
      getppid();
      _exit(i);
    }
  }
  int sum = 0, status;
  while (wait(&status) > 0) sum += WEXITSTATUS(status);
  return sum == count * (count - 1) / 2 ? 0 : 1;
}

static int threads(void) {
  int pair[2];
  pthread_t its[4];
  if (socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair)) return 1;
  for (int i = 0; i < 4; i++) pthread_create(&its[i], 0, talk, &pair[0]);
  char byte[2];
  for (int i = 0; i < 40; i++) {
    if (read(pair[1], byte, 2) != 1) return 2;
  }
  for (int i = 0; i < 4; i++) pthread_join(its[i], 0);
  return 0;
}

static int open_descriptors(void) {
  int count = 0;
  for (int i = 0; i < 4096; i++) count += fcntl(i, F_GETFD) >= 0;
  return count;
}

static int queue(const char *name) {
  char message[64];
  mqd_t queue = mq_open(name, O_RDWR);
  if (queue == -1 || mq_receive(queue, message, sizeof message, 0) != 7) return 1;
  return mq_send(queue, "from it", 7, 0) == 0 ? 0 : 2;
}

static int reader(const char *path) {
  int s = socket(AF_UNIX, SOCK_DGRAM, 0);
  struct sockaddr_un name = {.sun_family = AF_UNIX};
  strcpy(name.sun_path, path);
  if (bind(s, (struct sockaddr *)&name, sizeof name)) return 1;
  char data[4];
  ssize_t size = recv(s, data, sizeof data, 0);
  unlink(path);
  return size == 4 ? 0 : 2;
}

int main(int count, char **arguments) {
  const char *what = count > 1 ? arguments[1] : "";
  setvbuf(stdout, 0, _IOLBF, 0);
  if (!strcmp(what, "forks")) return forks(atoi(arguments[2]));
  if (!strcmp(what, "threads")) return threads();
  if (!strcmp(what, "descriptors")) return open_descriptors();
  if (!strcmp(what, "reader")) return reader(arguments[2]);
  if (!strcmp(what, "queue")) return queue(arguments[2]);
  if (!strcmp(what, "become")) {
    pthread_t one;
    pthread_create(&one, 0, become, 0);
    pause();
  }
  if (!strcmp(what, "vfork")) {
    pid_t child = vfork();
    if (child == 0) {
      execlp("true", "true", (char *)0);
      _exit(9);
    }
    int status;
    return waitpid(child, &status, 0) == child ? WEXITSTATUS(status) : 9;
  }
  if (!strcmp(what, "killed")) kill(getpid(), SIGKILL);
  if (!strcmp(what, "closed")) {
    for (int i = 0; i < 1024; i++) close(i);
    return open("/dev/null", O_RDONLY);
  }
  if (!strcmp(what, "raw")) {
    for (int i = 255; i > 0; i--) {
      char byte = (char)i;
      if (write(1, &byte, 1) != 1) return 1;
    }
    return write(1, "end", 3) == 3 ? 0 : 1;
  }
  if (!strcmp(what, "alarm")) {
    struct sigaction action = {.sa_handler = nothing};
    sigaction(SIGALRM, &action, 0);
    alarm(1);
    return pause() == -1 ? 0 : 1;
  }
  if (!strcmp(what, "wait")) {
    puts("waits");
    pause();
  }
  if (!strcmp(what, "end")) {
    // reads the descriptor 3 until its end
    char data[9];
    ssize_t size;
    while ((size = read(3, data, sizeof data)) > 0) {
    }
    return size == 0 ? 0 : 1;
  }
  if (!strcmp(what, "line")) {
    char line[99];
    return fgets(line, sizeof line, stdin) && printf("read %s", line) > 0 ? 0 : 1;
  }
  return 0;
}
