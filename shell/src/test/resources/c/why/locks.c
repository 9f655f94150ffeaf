/* Classics about semaphores, mutexes, conditions, file locks, queues and children. */
#include "classics.h"

typedef struct {
    volatile int arrived;
    pthread_mutex_t mutex[2];
    pthread_cond_t condition;
    sem_t semaphore[2];
    volatile int flag;
} Memory;

static Memory *m;

static void memory(int robust) {
    m = shared(sizeof *m);
    pthread_mutexattr_t a;
    pthread_condattr_t c;
    pthread_mutexattr_init(&a);
    pthread_mutexattr_setpshared(&a, PTHREAD_PROCESS_SHARED);
    if (robust) pthread_mutexattr_setrobust(&a, PTHREAD_MUTEX_ROBUST);
    pthread_condattr_init(&c);
    pthread_condattr_setpshared(&c, PTHREAD_PROCESS_SHARED);
    pthread_cond_init(&m->condition, &c);
    for (int i = 0; i < 2; i++) {
        pthread_mutex_init(&m->mutex[i], &a);
        sem_init(&m->semaphore[i], 1, 1);
    }
}

typedef struct { void (*take)(int), (*give)(int); } Lock;

/* first takes one, then the other; in the right program both take them in the same order */
static void two(const Lock *lock, int first, int right) {
    if (right) first = 0;
    for (;;) {
        lock->take(first);
        if (!right) meet(&m->arrived, 2);
        lock->take(!first);
        rest(10);
        lock->give(!first);
        lock->give(first);
        rest(1);
    }
}

static void opposite(const Lock *lock, int right, void (*prepare)(void)) {
    memory(0);
    pid_t b = child();
    if (prepare) prepare();
    if (b == 0) two(lock, 1, right);
    who("a", getpid());
    who("b", b);
    two(lock, 0, right);
}

static void sem_take(int i) { sem_wait(&m->semaphore[i]); }
static void sem_give(int i) { sem_post(&m->semaphore[i]); }
static void mutex_take(int i) { pthread_mutex_lock(&m->mutex[i]); }
static void mutex_give(int i) { pthread_mutex_unlock(&m->mutex[i]); }

static void semaphores_order(int right) {
    static const Lock lock = {sem_take, sem_give};
    opposite(&lock, right, 0);
}

static void mutexes_order(int right) {
    static const Lock lock = {mutex_take, mutex_give};
    opposite(&lock, right, 0);
}

static void *second_thread(void *right) {
    static const Lock lock = {mutex_take, mutex_give};
    thread_is("b");
    two(&lock, 1, *(int *) right);
    return 0;
}

static void threads_order(int right) {
    static const Lock lock = {mutex_take, mutex_give};
    pthread_t t;
    memory(0);
    thread_is("a");
    pthread_create(&t, 0, second_thread, &right);
    two(&lock, 0, right);
}

static int file[2];

static void open_files(void) {
    static const char *name[] = {"first", "second"};
    for (int i = 0; i < 2; i++) file[i] = open(name[i], O_CREAT | O_RDWR, 0600);
}

static void file_lock(int i, int command, short type) {
    struct flock f = {.l_type = type, .l_whence = SEEK_SET, .l_start = 0, .l_len = 10};
    if (fcntl(file[i], command, &f) < 0) {
        perror("fcntl");
        exit(errno == EDEADLK ? 35 : 1);
    }
}

static void flock_take(int i) { flock(file[i], LOCK_EX); }
static void flock_give(int i) { flock(file[i], LOCK_UN); }
static void record_take(int i) { file_lock(i, F_SETLKW, F_WRLCK); }
static void record_give(int i) { file_lock(i, F_SETLKW, F_UNLCK); }
static void ofd_take(int i) { file_lock(i, F_OFD_SETLKW, F_WRLCK); }
static void ofd_give(int i) { file_lock(i, F_OFD_SETLKW, F_UNLCK); }

static void flocks_order(int right) {
    static const Lock lock = {flock_take, flock_give};
    opposite(&lock, right, open_files);
}

/* one of the two gets EDEADLK: the kernel looks */
static void records_order(int right) {
    static const Lock lock = {record_take, record_give};
    opposite(&lock, right, open_files);
}

static void ofd_order(int right) {
    static const Lock lock = {ofd_take, ofd_give};
    opposite(&lock, right, open_files);
}

/* the owner ends and has not unlocked */
static void dead_owner(int right) {
    memory(right);
    pid_t owner = child();
    if (owner == 0) {
        pthread_mutex_lock(&m->mutex[0]);
        _exit(0);
    }
    waitpid(owner, 0, 0);
    who("waiter", getpid());
    printf("owner %d\n", owner);
    fflush(stdout);
    if (pthread_mutex_lock(&m->mutex[0]) == EOWNERDEAD) pthread_mutex_consistent(&m->mutex[0]);
    for (;;) rest(20);
}

/* the holder is killed before it posts */
static void killed_holder(int right) {
    memory(0);
    int p[2];
    check(pipe(p), "pipe");
    pid_t holder = child();
    if (holder == 0) {
        sem_wait(&m->semaphore[0]);
        tell(p[1]);
        if (right) { rest(100); for (;;) { sem_post(&m->semaphore[0]); rest(20); } }
        for (;;) rest(1000);
    }
    hear(p[0]);
    if (!right) { kill(holder, SIGKILL); waitpid(holder, 0, 0); }
    who("waiter", getpid());
    for (;;) sem_wait(&m->semaphore[0]);
}

/* a thread locks the mutex that it has */
static void relock(int right) {
    memory(0);
    thread_is("thread");
    for (;;) {
        pthread_mutex_lock(&m->mutex[0]);
        if (!right) pthread_mutex_lock(&m->mutex[0]);
        rest(20);
        pthread_mutex_unlock(&m->mutex[0]);
    }
}

/* the condition is signalled before anybody waits for it, and the flag is not looked at */
static void *late_waiter(void *right) {
    thread_is("waiter");
    if (!*(int *) right) while (!m->flag) rest(1);
    pthread_mutex_lock(&m->mutex[0]);
    for (;;) {
        while (m->flag == 0 || !*(int *) right) pthread_cond_wait(&m->condition, &m->mutex[0]);
        m->flag = 0;
    }
    return 0;
}

static void missed_signal(int right) {
    pthread_t t;
    memory(0);
    thread_is("main");
    pthread_create(&t, 0, late_waiter, &right);
    do {
        pthread_mutex_lock(&m->mutex[0]);
        m->flag = 1;
        pthread_cond_signal(&m->condition);
        pthread_mutex_unlock(&m->mutex[0]);
    } while (right && (rest(20), 1));
    pthread_join(t, 0);
}

/* nobody takes from the queue */
static void queue_unread(int right) {
    char name[40], some[64];
    snprintf(name, sizeof name, "/why-%d", getpid());
    struct mq_attr a = {.mq_maxmsg = 4, .mq_msgsize = 64};
    mqd_t q = mq_open(name, O_CREAT | O_RDWR, 0600, &a);
    check(q == (mqd_t) -1, "mq_open");
    mq_unlink(name);
    if (right && child() == 0) for (;;) { rest(20); mq_receive(q, some, sizeof some, 0); }
    who("sender", getpid());
    for (;;) mq_send(q, "hello", 5, 0);
}

static void system_v_unread(int right) {
    struct { long type; char text[5000]; } message = {1, ""};
    int q = msgget(IPC_PRIVATE, 0600);
    check(q < 0, "msgget");
    if (child() == 0) {
        if (right) for (;;) { rest(20); msgrcv(q, &message, sizeof message.text, 0, 0); }
        exit(0);
    }
    who("sender", getpid());
    printf("queue %d\n", q);
    fflush(stdout);
    for (;;) msgsnd(q, &message, sizeof message.text, 0);
}

/* with SIGCHLD ignored waitpid(-1) waits for the last child, which waits for the parent */
static void sigchld_ignored(int right) {
    int p[2];
    check(pipe(p), "pipe");
    if (!right) signal(SIGCHLD, SIG_IGN);
    pid_t worker = child();
    if (worker == 0) {
        close(p[1]);
        drain(p[0]);
        exit(0);
    }
    pid_t short_one = child();
    if (short_one == 0) exit(0);
    close(p[0]);
    who("parent", getpid());
    who("worker", worker);
    while (waitpid(-1, 0, 0) < 0 && errno == EINTR) { }
    for (;;) { rest(20); tell(p[1]); }
}

int main(int argc, char **argv) {
    static const Classic all[] = {
        {"semaphores-order", semaphores_order}, {"mutexes-order", mutexes_order}, {"threads-order", threads_order},
        {"flocks-order", flocks_order}, {"records-order", records_order}, {"ofd-order", ofd_order},
        {"dead-owner", dead_owner}, {"killed-holder", killed_holder}, {"relock", relock},
        {"missed-signal", missed_signal}, {"queue-unread", queue_unread}, {"system-v-unread", system_v_unread},
        {"sigchld-ignored", sigchld_ignored}, {0, 0}};
    return run_classic(all, argc, argv);
}
