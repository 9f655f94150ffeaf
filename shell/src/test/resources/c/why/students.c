/* Programs with mistakes as students make them, beside the classics. */
#include "classics.h"

static int end[2];

/* the threads share the descriptors: nobody closes the write end, so the consumer never sees the end */
static void *consume(void *unused) {
    (void) unused;
    thread_is("consumer");
    drain(end[0]);
    return 0;
}

static void thread_pipe(int right) {
    pthread_t t;
    check(pipe(end), "pipe");
    thread_is("main");
    pthread_create(&t, 0, consume, 0);
    do tell(end[1]); while (right && (rest(20), 1));
    pthread_join(t, 0);
}

/* sort answers at the end of its input; the parent waits for the answer first */
static void sort_first(int right) {
    int in[2], out[2];
    check(pipe2(in, O_CLOEXEC) || pipe2(out, O_CLOEXEC), "pipe");
    pid_t sort = child();
    if (sort == 0) {
        dup2(in[0], 0);
        dup2(out[1], 1);
        execlp("sort", "sort", (char *) 0);
        _exit(127);
    }
    close(in[0]);
    close(out[1]);
    who("parent", getpid());
    who("sort", sort);
    tell(in[1]);
    if (right) { rest(50); close(in[1]); }
    hear(out[0]);
    waitpid(sort, 0, 0);
}

/* a barrier for three, and two come */
static pthread_barrier_t barrier;

static void *arrive(void *unused) {
    (void) unused;
    pthread_barrier_wait(&barrier);
    return 0;
}

static void barrier_short(int right) {
    pthread_t t[3];
    pthread_barrier_init(&barrier, 0, 3);
    thread_is("main");
    for (int i = 0; i < 2 + right; i++) { rest(20); pthread_create(&t[i], 0, arrive, 0); }
    for (int i = 0; i < 2 + right; i++) pthread_join(t[i], 0);
}

/* a semaphore that shall be a lock begins at 0 */
static void semaphore_zero(int right) {
    sem_t *s = shared(4096);
    sem_init(s, 1, right);
    pid_t other = child();
    if (other) { who("a", getpid()); who("b", other); }
    for (;;) { sem_wait(s); rest(20); sem_post(s); rest(1); }
}

/* the server forks for each client and keeps the connection too: the client waits for the end */
static void server_keeps(int right) {
    struct sockaddr_un at = {AF_UNIX, "keeps"};
    int l = socket(AF_UNIX, SOCK_STREAM, 0);
    unlink("keeps");
    check(bind(l, (struct sockaddr *) &at, sizeof at) || listen(l, 5), "listen");
    pid_t client = child();
    if (client == 0) {
        close(l);
        int s = socket(AF_UNIX, SOCK_STREAM, 0);
        check(connect(s, (struct sockaddr *) &at, sizeof at), "connect");
        drain(s);
        exit(0);
    }
    who("client", client);
    who("server", getpid());
    for (;;) {
        int s = accept(l, 0, 0);
        if (child() == 0) { tell(s); exit(0); }
        wait(0);
        if (right) close(s);
    }
}

/* a reader that wants to write */
static void upgrade(int right) {
    pthread_rwlock_t l;
    pthread_rwlock_init(&l, 0);
    thread_is("thread");
    for (;;) {
        pthread_rwlock_rdlock(&l);
        if (right) pthread_rwlock_unlock(&l);
        pthread_rwlock_wrlock(&l);
        rest(20);
        pthread_rwlock_unlock(&l);
    }
}

/* forks while another thread has a mutex: in the child nobody will unlock it */
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

static void *hold(void *unused) {
    (void) unused;
    pthread_mutex_lock(&mutex);
    rest(300);
    pthread_mutex_unlock(&mutex);
    return 0;
}

static void fork_with_thread(int right) {
    pthread_t t;
    if (!right) { pthread_create(&t, 0, hold, 0); rest(50); }
    pid_t other = child();
    if (other == 0) {
        pthread_mutex_lock(&mutex);
        for (;;) rest(20);
    }
    who("child", other);
    who("parent", getpid());
    waitpid(other, 0, 0);
}

/* waits for the child while it has the lock that the child needs */
static void lock_and_wait(int right) {
    int mine = open("log", O_CREAT | O_RDWR, 0600);
    flock(mine, LOCK_EX);
    pid_t other = child();
    if (other == 0) {
        int its = open("log", O_RDWR);
        flock(its, LOCK_EX);
        rest(right ? 600000 : 0);
        exit(0);
    }
    who("parent", getpid());
    who("child", other);
    if (right) flock(mine, LOCK_UN);
    waitpid(other, 0, 0);
}

/* a token ring in which nobody has the token */
static void token_ring(int right) {
    int p[3][2];
    for (int i = 0; i < 3; i++) check(pipe(p[i]), "pipe");
    for (int i = 0; i < 3; i++) {
        pid_t one = child();
        if (one == 0) {
            for (int k = 0; k < 3; k++) {
                if (k != i) close(p[k][0]);
                if (k != (i + 1) % 3) close(p[k][1]);
            }
            for (;;) { hear(p[i][0]); rest(20); tell(p[(i + 1) % 3][1]); }
        }
        who((const char *[]) {"one", "two", "three"}[i], one);
    }
    if (right) tell(p[0][1]);
    for (int i = 0; i < 3; i++) { close(p[i][0]); close(p[i][1]); }
    while (wait(0) > 0) { }
}

/* the signal comes before pause */
static void on_signal(int signal) { (void) signal; }

static void early_signal(int right) {
    signal(SIGUSR1, on_signal);
    pid_t parent = getpid(), other = child();
    if (other == 0) {
        do kill(parent, SIGUSR1); while (right && (rest(20), 1));
        exit(0);
    }
    who("parent", getpid());
    if (!right) waitpid(other, 0, 0);
    for (;;) pause();
}

/* two pipes, and the wrong end of one: the parent reads what it writes itself */
static void wrong_end(int right) {
    int to[2], from[2];
    check(pipe(to) || pipe(from), "pipe");
    pid_t other = child();
    if (other == 0) {
        close(to[1]);
        close(from[0]);
        for (;;) { hear(to[0]); rest(20); tell(from[1]); }
    }
    close(from[1]);
    who("parent", getpid());
    who("child", other);
    for (;;) {
        if (right) tell(to[1]);
        hear(right ? from[0] : to[0]);
    }
}

/* waits for room with the lock in its hand, which who makes room needs */
typedef struct { sem_t lock, room; } Store;

static void lock_then_room(int right) {
    Store *store = shared(4096);
    sem_init(&store->lock, 1, 1);
    sem_init(&store->room, 1, 0);
    pid_t consumer = child();
    if (consumer == 0) {
        for (;;) {
            rest(20);
            sem_wait(&store->lock);
            sem_post(&store->room);
            sem_post(&store->lock);
        }
    }
    who("producer", getpid());
    who("consumer", consumer);
    for (;;) {
        if (right) sem_wait(&store->room);
        sem_wait(&store->lock);
        if (!right) sem_wait(&store->room);
        sem_post(&store->lock);
    }
}

int main(int argc, char **argv) {
    static const Classic all[] = {
        {"thread-pipe", thread_pipe}, {"sort-first", sort_first}, {"barrier-short", barrier_short},
        {"semaphore-zero", semaphore_zero}, {"server-keeps", server_keeps}, {"upgrade", upgrade},
        {"fork-with-thread", fork_with_thread}, {"lock-and-wait", lock_and_wait}, {"token-ring", token_ring},
        {"early-signal", early_signal}, {"wrong-end", wrong_end}, {"lock-then-room", lock_then_room}, {0, 0}};
    return run_classic(all, argc, argv);
}
