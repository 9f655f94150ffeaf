/* What the classics have in common. Each prints who is who, "NAME PID" or "NAME PID THREAD" a line, and then
   makes its mistake; with "right" as second argument it does the same correctly, for ever and slowly, with
   "fast" as fast as it can. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/prctl.h>
#include <sys/sem.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define BIG 300000

static char big[BIG];

static inline void check(int failed, const char *what) {
    if (failed) { perror(what); exit(1); }
}

static inline void who(const char *name, pid_t pid) {
    printf("%s %d\n", name, pid);
    fflush(stdout);
}

static inline void thread_is(const char *name) {
    printf("%s %d %ld\n", name, getpid(), syscall(SYS_gettid));
    fflush(stdout);
}

/* fork, but the child does not outlive its parent */
static inline pid_t child(void) {
    pid_t parent = getpid();
    pid_t pid = fork();
    check(pid < 0, "fork");
    if (pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (getppid() != parent) _exit(1);
    }
    return pid;
}

static int fast;

static inline void rest(int milliseconds) {
    if (fast && milliseconds <= 20) return;
    struct timespec t = {milliseconds / 1000, milliseconds % 1000 * 1000000L};
    while (nanosleep(&t, &t) < 0 && errno == EINTR) { }
}

/* reads to the end of the file */
static inline void drain(int fd) {
    char some[4096];
    while (read(fd, some, sizeof some) > 0) { }
}

static inline void write_all(int fd, size_t n) {
    for (size_t done = 0; done < n;) {
        ssize_t k = write(fd, big + done, n - done);
        if (k < 0) return;
        done += k;
    }
}

static inline void read_all(int fd, size_t n) {
    char some[4096];
    for (size_t done = 0; done < n;) {
        ssize_t k = read(fd, some, n - done < sizeof some ? n - done : sizeof some);
        if (k <= 0) return;
        done += k;
    }
}

/* something to wait with until the other side has done its first step */
static inline void tell(int fd) { check(write(fd, "x", 1) != 1, "tell"); }
static inline void hear(int fd) { char c; check(read(fd, &c, 1) != 1, "hear"); }

static inline void *shared(size_t n) {
    void *p = mmap(0, n, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    check(p == MAP_FAILED, "mmap");
    return p;
}

/* in shared memory: how many have arrived; nobody goes on before all have */
static inline void meet(volatile int *arrived, int n) {
    __sync_fetch_and_add(arrived, 1);
    while (*arrived < n) rest(1);
}

typedef struct { const char *name; void (*run)(int right); } Classic;

static inline int run_classic(const Classic *all, int argc, char **argv) {
    for (; argc > 1 && all->name; all++) {
        if (!strcmp(all->name, argv[1])) {
            fast = argc > 2 && !strcmp(argv[2], "fast");
            all->run(argc > 2 && (fast || !strcmp(argv[2], "right")));
            puts("done");
            return 0;
        }
    }
    fprintf(stderr, "usage: NAME [right]\n");
    return 2;
}
