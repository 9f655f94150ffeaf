/* Builds a situation from a plan on standard input: kernel objects, and members (processes, threads) that hold
   some of them and end in one act each, most of them blocked. See Situation.java for the plan's language. */
#include "classics.h"
#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>

#define MOST 64
#define KIDS 16

typedef struct { char kind[16], state[16]; int fd[2]; void *at; } Object;
typedef struct { char word[12]; int n[KIDS]; int count; } Act;
typedef struct { Act act[KIDS]; int count; pthread_t id; } Thread;
typedef struct { int parent; char has[MOST][2]; Thread thread[4]; int threads; pid_t pid; } Member;

static Object object[MOST];
static Member member[MOST];
static int objects, members, threads, me = -1;
static volatile int *arrived;

static void fill(int fd) {
    int flags = fcntl(fd, F_GETFL);
    fcntl(fd, F_SETFL, flags | O_NONBLOCK);
    while (write(fd, big, 4096) > 0 || write(fd, big, 1) > 0) { }
    fcntl(fd, F_SETFL, flags);
}

static void make(Object *o, int number) {
    o->fd[0] = o->fd[1] = -1;
    if (!strcmp(o->kind, "pipe")) check(pipe(o->fd), "pipe");
    if (!strcmp(o->kind, "stream")) check(socketpair(AF_UNIX, SOCK_STREAM, 0, o->fd), "socketpair");
    if (!strcmp(o->kind, "datagram")) check(socketpair(AF_UNIX, SOCK_DGRAM, 0, o->fd), "socketpair");
    if (!strcmp(o->kind, "event")) check((o->fd[0] = eventfd(0, 0)) < 0, "eventfd");
    if (!strcmp(o->kind, "file") || !strcmp(o->kind, "queue")) {
        char name[60];
        snprintf(name, sizeof name, "%s%d-%d", o->kind[0] == 'q' ? "/why-" : "file-", getpid(), number);
        if (o->kind[0] == 'q') {
            struct mq_attr a = {.mq_maxmsg = 2, .mq_msgsize = 8};
            o->fd[0] = mq_open(name, O_CREAT | O_RDWR, 0600, &a);
            check(o->fd[0] < 0, "mq_open");
            mq_unlink(name);
            if (!strcmp(o->state, "full")) { mq_send(o->fd[0], "x", 1, 0); mq_send(o->fd[0], "x", 1, 0); }
        } else {
            close(open(name, O_CREAT | O_RDWR, 0600));
        }
        o->at = strdup(name);
    } else if (!strcmp(o->state, "full")) {
        fill(o->fd[1]);
    }
    if (!strcmp(o->kind, "semaphore")) sem_init(o->at = shared(4096), 1, atoi(o->state));
    if (!strcmp(o->kind, "mutex")) {
        pthread_mutexattr_t a;
        pthread_mutexattr_init(&a);
        pthread_mutexattr_setpshared(&a, PTHREAD_PROCESS_SHARED);
        pthread_mutex_init(o->at = shared(4096), &a);
    }
}

/* closes and unmaps what this member does not have; me == -1 has nothing */
static void keep_own(void) {
    for (int i = 0; i < objects; i++) {
        Object *o = &object[i];
        for (int end = 0; end < 2; end++) {
            if (o->fd[end] >= 0 && (me < 0 || !member[me].has[i][end])) close(o->fd[end]);
        }
        int memory = !strcmp(o->kind, "semaphore") || !strcmp(o->kind, "mutex");
        if (memory && (me < 0 || !member[me].has[i][0])) munmap(o->at, 4096);
    }
}

static int many(const Act *a, short what, int timeout) {
    struct pollfd p[KIDS];
    int n = 0;
    for (int i = 0; i + 1 < a->count; i += 2) p[n++] = (struct pollfd){object[a->n[i]].fd[a->n[i + 1]], what, 0};
    if (a->word[0] == 'p') return poll(p, n, timeout);
    if (a->word[0] == 's') {
        fd_set set;
        struct timeval t = {timeout / 1000, 0};
        int most = 0;
        FD_ZERO(&set);
        for (int i = 0; i < n; i++) { FD_SET(p[i].fd, &set); if (p[i].fd > most) most = p[i].fd; }
        return select(most + 1, &set, 0, 0, timeout < 0 ? 0 : &t);
    }
    int e = epoll_create1(EPOLL_CLOEXEC);
    for (int i = 0; i < n; i++) {
        struct epoll_event v = {.events = EPOLLIN};
        epoll_ctl(e, EPOLL_CTL_ADD, p[i].fd, &v);
    }
    struct epoll_event got;
    return epoll_wait(e, &got, 1, timeout);
}

static void range(const Object *o, int command) {
    struct flock l = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_len = 10};
    check(fcntl(open(o->at, O_RDWR), command, &l), "fcntl");
}

static void act(const Act *a) {
    Object *o = &object[a->n[0]];
    int fd = o->fd[a->count > 1 ? a->n[1] : 0];
    const char *w = a->word;
    char some[4096];
    struct timespec far = {time(0) + 3600, 0};
    if (!strcmp(w, "take")) { int f = open(o->at, O_RDWR); check(flock(f, LOCK_EX), "flock"); }
    if (!strcmp(w, "share")) { int f = open(o->at, O_RDWR); check(flock(f, LOCK_SH), "flock"); }
    if (!strcmp(w, "record")) range(o, F_SETLKW);
    if (!strcmp(w, "ofd")) range(o, F_OFD_SETLKW);
    if (!strcmp(w, "lock")) pthread_mutex_lock(o->at);
    if (!strcmp(w, "locktimed")) pthread_mutex_timedlock(o->at, &far);
    if (!strcmp(w, "down")) while (sem_wait(o->at)) { }
    if (!strcmp(w, "downtimed")) sem_timedwait(o->at, &far);
    if (!strcmp(w, "read")) while (read(fd, some, sizeof some) > 0) { }
    if (!strcmp(w, "recv")) while (recv(fd, some, sizeof some, 0) >= 0) { }
    if (!strcmp(w, "write")) while (write(fd, some, sizeof some) > 0) { }
    if (!strcmp(w, "receive")) while (mq_receive(fd, some, 8, 0) >= 0) { }
    if (!strcmp(w, "send")) while (mq_send(fd, some, 1, 0) >= 0) { }
    if (!strcmp(w, "poll") || !strcmp(w, "select") || !strcmp(w, "epoll")) many(a, POLLIN, -1);
    if (!strcmp(w, "polltimed") || !strcmp(w, "selecttimed") || !strcmp(w, "epolltimed")) many(a, POLLIN, 3600000);
    if (!strcmp(w, "wait")) waitpid(member[a->n[0]].pid, 0, 0);
    if (!strcmp(w, "waitany")) waitpid(-1, 0, 0);
    if (!strcmp(w, "join")) pthread_join(member[me].thread[a->n[0]].id, 0);
    if (!strcmp(w, "sleep")) rest(3600000);
    if (!strcmp(w, "compute")) for (;;) { for (volatile int i = 0; i < 20000; i++) { } rest(5); }
    if (!strcmp(w, "idle")) hear(0);
    if (!strcmp(w, "stop")) raise(SIGSTOP);
    if (!strcmp(w, "exit")) _exit(0);
}

static void *run(void *of) {
    Thread *t = of;
    for (int i = 0; i + 1 < t->count; i++) act(&t->act[i]);
    printf("thread %d %d %d %ld\n", me, (int) (t - member[me].thread), getpid(), syscall(SYS_gettid));
    fflush(stdout);
    meet(arrived, threads);
    act(&t->act[t->count - 1]);
    printf("returned %d %s\n", me, t->act[t->count - 1].word);
    fflush(stdout);
    return 0;
}

static void start_children(int of) {
    for (int i = 0; i < members; i++) {
        if (member[i].parent != of) continue;
        member[i].pid = child();
        if (member[i].pid) continue;
        me = i;
        start_children(i);
        keep_own();
        for (int k = 1; k < member[i].threads; k++) pthread_create(&member[i].thread[k].id, 0, run, &member[i].thread[k]);
        run(&member[i].thread[0]);
        rest(3600000);
        _exit(0);
    }
}

int main(void) {
    char line[400], word[16];
    setvbuf(stdout, 0, _IOLBF, 0);
    arrived = shared(4096);
    while (fgets(line, sizeof line, stdin) && sscanf(line, "%15s", word) == 1 && strcmp(word, "go")) {
        Member *m = &member[members - 1];
        if (!strcmp(word, "object")) {
            Object *o = &object[objects];
            sscanf(line, "%*s %15s %15s", o->kind, o->state);
            make(o, objects++);
        } else if (!strcmp(word, "member")) {
            sscanf(line, "%*s %d", &member[members++].parent);
        } else if (!strcmp(word, "has")) {
            int o, end;
            sscanf(line, "%*s %d %d", &o, &end);
            m->has[o][end] = 1;
        } else if (!strcmp(word, "thread")) {
            m->threads++;
            threads++;
        } else {
            Thread *t = &m->thread[m->threads - 1];
            Act *a = &t->act[t->count++];
            char *next = line + strlen(word);
            strcpy(a->word, word);
            for (char *end; a->count < KIDS; next = end) {
                long n = strtol(next, &end, 10);
                if (end == next) break;
                a->n[a->count++] = n;
            }
        }
    }
    start_children(-1);
    keep_own();
    while (fgets(line, sizeof line, stdin)) { }
    return 0;
}
