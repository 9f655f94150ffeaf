/* More mistakes as students make them: sets of select, edge-triggered epoll, descriptors kept after fork,
   children that are waited for too early, threads that join, System V objects, timers. */
#include "classics.h"
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/select.h>

/* nfds is the descriptor, not the descriptor + 1: select watches nothing */
static void select_nfds(int right) {
    int p[2];
    check(pipe(p), "pipe");
    pid_t writer = child();
    if (writer == 0) {
        close(p[0]);
        do { tell(p[1]); rest(20); } while (1);
    }
    close(p[1]);
    who("main", getpid());
    for (;;) {
        fd_set set;
        FD_ZERO(&set);
        FD_SET(p[0], &set);
        select(p[0] + right, &set, 0, 0, 0);
        hear(p[0]);
    }
}

/* each waits for what the other one has in a descriptor that its select does not watch */
static void select_misses(int right) {
    int s[2];
    check(socketpair(AF_UNIX, SOCK_STREAM, 0, s), "socketpair");
    int quiet[2];
    check(pipe(quiet), "pipe");
    int late = fcntl(s[0], F_DUPFD, 10);
    pid_t other = child();
    if (other == 0) {
        close(s[0]); close(late); close(quiet[0]);
        tell(s[1]);
        for (;;) { hear(s[1]); rest(20); tell(s[1]); }
    }
    close(s[0]); close(s[1]); close(quiet[1]);
    who("main", getpid());
    who("other", other);
    for (;;) {
        fd_set set;
        FD_ZERO(&set);
        FD_SET(quiet[0], &set);
        FD_SET(late, &set);
        select(right ? late + 1 : late, &set, 0, 0, 0);
        hear(late);
        tell(late);
    }
}

/* select has emptied the set, and it is not filled again */
static void select_emptied(int right) {
    int p[2];
    check(pipe(p), "pipe");
    pid_t writer = child();
    if (writer == 0) { close(p[0]); for (;;) { rest(20); tell(p[1]); } }
    close(p[1]);
    who("main", getpid());
    fd_set set;
    FD_ZERO(&set);
    FD_SET(p[0], &set);
    struct timeval soon = {0, 1};
    if (!right) select(p[0] + 1, &set, 0, 0, &soon);
    while (!right && FD_ISSET(p[0], &set)) { soon.tv_usec = 1; hear(p[0]); select(p[0] + 1, &set, 0, 0, &soon); }
    for (;;) {
        if (right) FD_SET(p[0], &set);
        select(p[0] + 1, &set, 0, 0, 0);
        hear(p[0]);
    }
}

/* reads two bytes of ten: the rest is not reported again */
static void epoll_edge(int right) {
    int s[2];
    check(socketpair(AF_UNIX, SOCK_STREAM, 0, s), "socketpair");
    pid_t client = child();
    if (client == 0) {
        close(s[0]);
        for (;;) { write_all(s[1], 10); hear(s[1]); rest(20); }
    }
    close(s[1]);
    who("server", getpid());
    who("client", client);
    int e = epoll_create1(0);
    struct epoll_event event = {.events = EPOLLIN | EPOLLET, .data = {.fd = s[0]}};
    epoll_ctl(e, EPOLL_CTL_ADD, s[0], &event);
    for (int got = 0;; ) {
        char some[2];
        epoll_wait(e, &event, 1, -1);
        do {
            ssize_t n = recv(s[0], some, 2, MSG_DONTWAIT);
            if (n <= 0) break;
            got += n;
        } while (right);
        if (got == 10) { got = 0; tell(s[0]); }
    }
}

/* three pipes, then three children: each keeps the write ends of the others */
static void forked_in_loop(int right) {
    int p[3][2];
    for (int i = 0; i < 3; i++) check(pipe(p[i]), "pipe");
    for (int i = 0; i < 3; i++) {
        pid_t one = child();
        if (one == 0) {
            for (int k = 0; k < 3; k++) if (right || k == i) close(p[k][1]);
            drain(p[i][0]);
            exit(0);
        }
        who((const char *[]) {"one", "two", "three"}[i], one);
    }
    for (int i = 0; i < 3; i++) { close(p[i][0]); tell(p[i][1]); if (right) rest(20); close(p[i][1]); }
    while (wait(0) > 0) { }
}

/* dup2, but the write end stays open in the child, too */
static void dup2_and_kept(int right) {
    int p[2];
    check(pipe(p), "pipe");
    pid_t wc = child();
    if (wc == 0) {
        dup2(p[0], 0);
        if (right) close(p[1]);
        execlp("wc", "wc", "-c", (char *) 0);
        _exit(127);
    }
    close(p[0]);
    who("parent", getpid());
    tell(p[1]);
    if (right) rest(20);
    close(p[1]);
    waitpid(wc, 0, 0);
}

/* the child keeps the parent's end of the socketpair */
static void own_peer(int right) {
    int s[2];
    check(socketpair(AF_UNIX, SOCK_STREAM, 0, s), "socketpair");
    pid_t other = child();
    if (other == 0) {
        if (right) close(s[0]);
        drain(s[1]);
        exit(0);
    }
    close(s[1]);
    who("parent", getpid());
    tell(s[0]);
    if (right) rest(20);
    close(s[0]);
    waitpid(other, 0, 0);
}

/* waits for the child before it has read what the child writes */
static void output_unread(int right) {
    int p[2];
    check(pipe(p), "pipe");
    pid_t writer = child();
    if (writer == 0) {
        close(p[0]);
        if (right) rest(20);
        write_all(p[1], BIG);
        exit(0);
    }
    close(p[1]);
    who("parent", getpid());
    who("writer", writer);
    if (right) drain(p[0]);
    waitpid(writer, 0, 0);
}

static pthread_t first_thread;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_rwlock_t rwlock = PTHREAD_RWLOCK_INITIALIZER;
static volatile int arrived;

static void *join_first(void *right) {
    thread_is("other");
    if (right) { for (;;) rest(20); }
    pthread_join(first_thread, 0);
    return 0;
}

static void join_each_other(int right) {
    pthread_t t;
    first_thread = pthread_self();
    thread_is("main");
    pthread_create(&t, 0, join_first, right ? &t : 0);
    pthread_join(t, 0);
}

static void *lock_mutex(void *unused) {
    (void) unused;
    thread_is("other");
    pthread_mutex_lock(&mutex);
    pthread_mutex_unlock(&mutex);
    return 0;
}

/* joins a thread with the mutex that the thread needs */
static void join_with_lock(int right) {
    pthread_t t;
    thread_is("main");
    pthread_mutex_lock(&mutex);
    pthread_create(&t, 0, lock_mutex, 0);
    if (right) { rest(20); pthread_mutex_unlock(&mutex); }
    pthread_join(t, 0);
}

static void *upgrade_lock(void *right) {
    do {
        pthread_rwlock_rdlock(&rwlock);
        if (right) pthread_rwlock_unlock(&rwlock); else meet(&arrived, 2);
        pthread_rwlock_wrlock(&rwlock);
        rest(20);
        pthread_rwlock_unlock(&rwlock);
    } while (right);
    return 0;
}

/* two readers that both want to write */
static void readers_upgrade(int right) {
    pthread_t a, b;
    thread_is("main");
    pthread_create(&a, 0, upgrade_lock, right ? &a : 0);
    pthread_create(&b, 0, upgrade_lock, right ? &b : 0);
    pthread_join(a, 0);
}

/* lowers a semaphore of its own twice */
static void semaphore_twice(int right) {
    static sem_t semaphore;
    sem_init(&semaphore, 0, 1);
    who("main", getpid());
    for (;;) {
        sem_wait(&semaphore);
        rest(20);
        if (right) sem_post(&semaphore);
    }
}

static int semaphores(int n, int value) {
    int id = semget(IPC_PRIVATE, n, 0600);
    check(id < 0, "semget");
    for (int i = 0; i < n; i++) semctl(id, i, SETVAL, value);
    return id;
}

static void change(int id, int number, int by) {
    struct sembuf one = {number, by, 0};
    while (semop(id, &one, 1) < 0 && errno == EINTR) { }
}

/* two System V semaphores in opposite order */
static void system_v_order(int right) {
    volatile int *both = shared(4096);
    int id = semaphores(2, 1);
    pid_t other = child();
    if (other) { who("a", getpid()); who("b", other); who("set", id); }
    int first = right || other ? 0 : 1;
    do {
        change(id, first, -1);
        if (!right) meet(both, 2);
        change(id, !first, -1);
        rest(20);
        change(id, 0, 1);
        change(id, 1, 1);
    } while (right);
}

/* the process that has lowered the semaphore has ended */
static void system_v_ended(int right) {
    int id = semaphores(1, 1);
    pid_t other = child();
    if (other == 0) {
        change(id, 0, -1);
        for (int i = 0; right && i < 100; i++) rest(20);
        if (right) change(id, 0, 1);
        exit(0);
    }
    if (right) rest(40); else waitpid(other, 0, 0);
    who("main", getpid());
    who("set", id);
    change(id, 0, -1);
}

typedef struct { long type; char text[8]; } Message;

/* the server waits for another type than the client sends */
static void message_type(int right) {
    int id = msgget(IPC_PRIVATE, 0600);
    Message message = {3, "hello"};
    pid_t server = child();
    if (server == 0) {
        for (;;) { msgrcv(id, &message, 8, right ? 3 : 1, 0); rest(20); message.type = 4; msgsnd(id, &message, 8, 0); }
    }
    who("client", getpid());
    who("server", server);
    who("queue", id);
    for (;;) { message.type = 3; msgsnd(id, &message, 8, 0); msgrcv(id, &message, 8, 4, 0); }
}

static void on_signal(int signal) { (void) signal; }

static void handled(int signal) {
    struct sigaction action = {.sa_handler = on_signal};
    sigaction(signal, &action, 0);
}

/* an alarm is set, and will interrupt the read */
static void alarm_set(int right) {
    int p[2];
    check(pipe(p), "pipe");
    handled(SIGALRM);
    alarm(1000);
    who("main", getpid());
    for (;;) { if (right) { tell(p[1]); rest(20); } hear(p[0]); }
}

/* a timer exists: whether it is armed is not known */
static void timer_made(int right) {
    int p[2];
    timer_t timer;
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1};
    check(pipe(p) || timer_create(CLOCK_REALTIME, &event, &timer), "timer_create");
    handled(SIGUSR1);
    who("main", getpid());
    for (;;) { if (right) { tell(p[1]); rest(20); } hear(p[0]); }
}

/* the timer of timer_create sends a signal that is ignored: it interrupts nothing */
static void timer_ignored(int right) {
    int p[2];
    timer_t timer;
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1};
    check(pipe(p) || timer_create(CLOCK_REALTIME, &event, &timer), "timer_create");
    signal(SIGUSR1, SIG_IGN);
    who("main", getpid());
    for (;;) { if (right) { tell(p[1]); rest(20); } hear(p[0]); }
}

/* the descriptor is reported once, and not armed again */
static void epoll_once(int right) {
    int s[2];
    check(socketpair(AF_UNIX, SOCK_STREAM, 0, s), "socketpair");
    pid_t client = child();
    if (client == 0) {
        close(s[0]);
        for (;;) { tell(s[1]); hear(s[1]); rest(20); }
    }
    close(s[1]);
    who("server", getpid());
    who("client", client);
    int e = epoll_create1(0);
    struct epoll_event event = {.events = EPOLLIN | EPOLLONESHOT, .data = {.fd = s[0]}};
    epoll_ctl(e, EPOLL_CTL_ADD, s[0], &event);
    for (;;) {
        struct epoll_event found;
        epoll_wait(e, &found, 1, -1);
        hear(s[0]);
        tell(s[0]);
        if (right) epoll_ctl(e, EPOLL_CTL_MOD, s[0], &event);
    }
}

static int ends[2];

static void *receive(void *unused) {
    char c;
    (void) unused;
    thread_is("receiver");
    while (recv(ends[0], &c, 1, 0) > 0) { }
    return 0;
}

/* closes the descriptor at which another thread waits */
static void closed_meanwhile(int right) {
    pthread_t t;
    check(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), "socketpair");
    thread_is("main");
    pthread_create(&t, 0, receive, 0);
    rest(50);
    if (right) { tell(ends[1]); rest(20); shutdown(ends[0], SHUT_RDWR); }
    else close(ends[0]);
    pthread_join(t, 0);
}

/* both receive from their queues before they send */
static void queues_empty(int right) {
    struct mq_attr attributes = {.mq_maxmsg = 2, .mq_msgsize = 8};
    char names[2][40], text[8] = "hello";
    mqd_t q[2];
    for (int i = 0; i < 2; i++) {
        sprintf(names[i], "/why-mistakes-%d-%d", getpid(), i);
        q[i] = mq_open(names[i], O_CREAT | O_RDWR, 0600, &attributes);
        check(q[i] == (mqd_t) -1, "mq_open");
        mq_unlink(names[i]);
    }
    pid_t other = child();
    if (other == 0) {
        for (;;) { mq_receive(q[0], text, 8, 0); rest(20); mq_send(q[1], text, 5, 0); }
    }
    who("main", getpid());
    who("other", other);
    for (;;) { if (right) mq_send(q[0], text, 5, 0); mq_receive(q[1], text, 8, 0); }
}

/* waits for a child that waits for an event which the parent would count */
static void event_uncounted(int right) {
    int e = eventfd(0, 0);
    pid_t other = child();
    if (other == 0) {
        uint64_t n;
        if (read(e, &n, 8) < 0) exit(1);
        exit(0);
    }
    who("parent", getpid());
    who("child", other);
    if (right) { uint64_t one = 1; rest(20); if (write(e, &one, 8) < 0) exit(1); }
    waitpid(other, 0, 0);
}

int main(int argc, char **argv) {
    static const Classic all[] = {
        {"select-nfds", select_nfds}, {"select-misses", select_misses}, {"select-emptied", select_emptied},
        {"epoll-edge", epoll_edge}, {"forked-in-loop", forked_in_loop}, {"dup2-and-kept", dup2_and_kept},
        {"own-peer", own_peer}, {"output-unread", output_unread}, {"join-each-other", join_each_other},
        {"join-with-lock", join_with_lock}, {"readers-upgrade", readers_upgrade}, {"semaphore-twice", semaphore_twice},
        {"system-v-order", system_v_order}, {"system-v-ended", system_v_ended}, {"message-type", message_type},
        {"alarm-set", alarm_set}, {"timer-made", timer_made}, {"timer-ignored", timer_ignored},
        {"epoll-once", epoll_once}, {"closed-meanwhile", closed_meanwhile}, {"queues-empty", queues_empty},
        {"event-uncounted", event_uncounted}, {0, 0}};
    return run_classic(all, argc, argv);
}
