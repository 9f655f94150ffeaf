/* Waits for objects in memory, locks on files, queues, children and signals, each of which has a truth. */
#include "classics.h"
#include <linux/futex.h>
#include <sched.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER, mutex2 = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t condition = PTHREAD_COND_INITIALIZER;
static pthread_rwlock_t rwlock = PTHREAD_RWLOCK_INITIALIZER, rwlock2 = PTHREAD_RWLOCK_INITIALIZER;
static pthread_barrier_t barrier;
static sem_t semaphore;
static volatile int arrived;

static void sleep_for_ever(void) {
    for (;;) rest(1000);
}

/* until another thread or process has set it */
static void await(volatile int *flag) {
    while (!*flag) rest(1);
}

static pthread_t run(void *(*function)(void *)) {
    pthread_t t;
    check(pthread_create(&t, 0, function, 0) != 0, "pthread_create");
    return t;
}

static void *lock_rwlock(void *p) { pthread_rwlock_wrlock(&rwlock); return p; }
static void *lock_mutex(void *p) { pthread_mutex_lock(&mutex); return p; }
static void *lock_and_sleep(void *p) { lock_mutex(p); arrived++; sleep_for_ever(); return p; }
static void *come(void *p) { pthread_barrier_wait(&barrier); return p; }
static void *sleeper(void *p) { sleep_for_ever(); return p; }

static void rwlock_ended(int right) {
    pthread_join(run(lock_rwlock), 0);
    who("main", getpid());
    pthread_rwlock_rdlock(&rwlock);
}

static void rwlock_upgrade(int right) {
    pthread_rwlock_rdlock(&rwlock);
    who("main", getpid());
    pthread_rwlock_wrlock(&rwlock);
}

static void *second_rwlock(void *p) {
    pthread_rwlock_wrlock(&rwlock2);
    meet(&arrived, 2);
    pthread_rwlock_rdlock(&rwlock);
    return p;
}

static void rwlock_order(int right) {
    pthread_rwlock_wrlock(&rwlock);
    who("main", getpid());
    run(second_rwlock);
    meet(&arrived, 2);
    pthread_rwlock_wrlock(&rwlock2);
}

static void mutex_ended(int right) {
    pthread_join(run(lock_mutex), 0);
    who("main", getpid());
    pthread_mutex_lock(&mutex);
}

static void mutex_held(int right) {
    run(lock_and_sleep);
    await(&arrived);
    who("main", getpid());
    pthread_mutex_lock(&mutex);
}

static void mutex_timed(int right) {
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    t.tv_sec += 1000;
    lock_mutex(0);
    who("main", getpid());
    pthread_mutex_timedlock(&mutex, &t);
}

static void *second_mutex(void *p) {
    pthread_mutex_lock(&mutex2);
    meet(&arrived, 2);
    pthread_mutex_lock(&mutex);
    return p;
}

static void mutex_order(int right) {
    lock_mutex(0);
    who("main", getpid());
    run(second_mutex);
    meet(&arrived, 2);
    pthread_mutex_lock(&mutex2);
}

/* the child locks a mutex that was not made to be shared */
static void mutex_not_shared(int right) {
    pthread_mutex_t *m = shared(4096);
    pthread_mutex_init(m, 0);
    volatile int *locked = (volatile int *) (m + 1);
    if (child() == 0) { pthread_mutex_lock(m); *locked = 1; sleep_for_ever(); }
    await(locked);
    who("main", getpid());
    pthread_mutex_lock(m);
}

static void robust_order(int right) {
    pthread_mutex_t *m = shared(4096);
    volatile int *both = (volatile int *) (m + 2);
    pthread_mutexattr_t a;
    pthread_mutexattr_init(&a);
    pthread_mutexattr_setpshared(&a, 1);
    pthread_mutexattr_setrobust(&a, PTHREAD_MUTEX_ROBUST);
    pthread_mutex_init(m, &a);
    pthread_mutex_init(m + 1, &a);
    int i = 0;
    pid_t other = child();
    if (other == 0) i = 1;
    else { who("main", getpid()); who("other", other); }
    pthread_mutex_lock(m + i);
    meet(both, 2);
    pthread_mutex_lock(m + !i);
}

static void join_holder(int right) {
    lock_mutex(0);
    who("main", getpid());
    pthread_join(run(lock_mutex), 0);
}

static void join_sleeper(int right) {
    who("main", getpid());
    pthread_join(run(sleeper), 0);
}

static void barrier_short(int right) {
    pthread_barrier_init(&barrier, 0, 3);
    who("main", getpid());
    run(come);
    come(0);
}

static void condition_alone(int right) {
    lock_mutex(0);
    who("main", getpid());
    for (;;) pthread_cond_wait(&condition, &mutex);
}

static void condition_other(int right) {
    run(sleeper);
    condition_alone(0);
}

static void semaphore_alone(int right) {
    sem_init(&semaphore, 0, 0);
    who("main", getpid());
    for (;;) sem_wait(&semaphore);
}

static void semaphore_other(int right) {
    run(sleeper);
    semaphore_alone(0);
}

static void post(int signal) { sem_post(&semaphore); }

static void semaphore_handler(int right) {
    signal(SIGUSR1, post);
    semaphore_alone(0);
}

static sem_t *named(int unlinked) {
    char name[64];
    snprintf(name, sizeof name, "/why-waits-%d", getpid());
    sem_t *s = sem_open(name, O_CREAT | O_EXCL, 0600, 0);
    check(s == SEM_FAILED, "sem_open");
    if (unlinked) sem_unlink(name);
    return s;
}

static void semaphore_named(int right) {
    sem_t *s = named(0);
    who("main", getpid());
    sem_wait(s);
}

static void semaphore_unlinked(int right) {
    sem_t *s = named(1);
    who("main", getpid());
    sem_wait(s);
}

static void semaphore_shared(int right) {
    sem_t *s = named(1);
    if (child() == 0) sleep_for_ever();
    who("main", getpid());
    sem_wait(s);
}

static void plain_futex(int right) {
    static int futex = 2;
    who("main", getpid());
    for (;;) syscall(SYS_futex, &futex, FUTEX_WAIT_PRIVATE, 2, 0);
}

static int file(void) {
    int f = open("file", O_CREAT | O_RDWR, 0600);
    check(f < 0, "open");
    return f;
}

static void flock_twice(int right) {
    flock(file(), LOCK_EX);
    who("main", getpid());
    flock(file(), LOCK_EX);
}

/* one of two that share the lock never unlocks it, the other could */
static void flock_shared(int right) {
    volatile int *both = shared(4096);
    int waits = file();
    pid_t stuck = child();
    if (stuck == 0) { flock(file(), LOCK_SH); meet(both, 2); pthread_mutex_lock(&mutex); pthread_mutex_lock(&mutex); }
    if (child() == 0) { flock(file(), LOCK_SH); meet(both, 2); sleep_for_ever(); }
    meet(both, 2);
    who("main", getpid());
    who("stuck", stuck);
    flock(waits, LOCK_EX);
}

static void record(int command) {
    struct flock f = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 10, .l_len = 10};
    check(fcntl(file(), command, &f) < 0, "fcntl");
}

static void record_held_by(void (*rest_of_child)(void), int command) {
    volatile int *locked = shared(4096);
    pid_t holder = child();
    if (holder == 0) { record(command); *locked = 1; rest_of_child(); }
    await(locked);
    who("main", getpid());
    who("holder", holder);
    record(command);
}

static void stop_alone(void) { lock_mutex(0); lock_mutex(0); }
static void record_held(int right) { record_held_by(sleep_for_ever, F_SETLKW); }
static void record_stuck(int right) { record_held_by(stop_alone, F_SETLKW); }
static void ofd_stuck(int right) { record_held_by(stop_alone, F_OFD_SETLKW); }

static void semop_wait(int right) {
    int id = semget(IPC_PRIVATE, 3, 0600);
    struct sembuf down = {2, -1, 0};
    check(id < 0, "semget");
    who("main", getpid());
    who("set", id);
    semop(id, &down, 1);
}

static void msgrcv_wait(int right) {
    struct { long type; char text[10]; } message;
    int id = msgget(IPC_PRIVATE, 0600);
    check(id < 0, "msgget");
    who("main", getpid());
    who("queue", id);
    msgrcv(id, &message, sizeof message.text, 7, 0);
}

static void queue(int unlinked, int flags) {
    char name[64], some[64];
    struct mq_attr a = {.mq_maxmsg = 4, .mq_msgsize = 64};
    snprintf(name, sizeof name, "/why-waits-%d", getpid());
    mqd_t q = mq_open(name, O_CREAT | O_EXCL | flags, 0600, &a);
    check(q == (mqd_t) -1, "mq_open");
    if (unlinked) mq_unlink(name);
    who("main", getpid());
    mq_receive(q, some, sizeof some, 0);
}

static void queue_named(int right) { queue(0, O_RDWR); }
static void queue_removed(int right) { queue(1, O_RDWR); }
static void queue_read_only(int right) { queue(1, O_RDONLY); }

static void child_stopped(int right) {
    pid_t c = child();
    if (c == 0) { raise(SIGSTOP); exit(0); }
    who("main", getpid());
    who("stopped", c);
    waitpid(c, 0, 0);
}

static void children_stuck(int right) {
    for (int i = 0; i < 2; i++) if (child() == 0) stop_alone();
    who("main", getpid());
    waitpid(-1, 0, 0);
}

static void group_of_children(int right) {
    pid_t c = child();
    if (c == 0) sleep_for_ever();
    setpgid(c, c);
    if (child() == 0) stop_alone();
    who("main", getpid());
    siginfo_t info;
    waitid(P_PGID, c, &info, WEXITED);
}

static void nothing(int signal) { }

static void pause_handled(int right) { signal(SIGUSR1, nothing); who("main", getpid()); pause(); }
static void pause_only(int right) { who("main", getpid()); pause(); }

static void sigwait_child(int right) {
    sigset_t set;
    int got;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR2);
    sigprocmask(SIG_BLOCK, &set, 0);
    who("main", getpid());
    sigwait(&set, &got);
}

static void sleeping(int right) { who("main", getpid()); sleep(1000); }
static void stopped(int right) { who("main", getpid()); raise(SIGSTOP); }

static void *second_semaphore(void *p) { sem_wait(&semaphore); return p; }

static void semaphore_all(int right) {
    sem_init(&semaphore, 0, 0);
    who("main", getpid());
    run(second_semaphore);
    sem_wait(&semaphore);
}

/* another thread has the mutex while the process forks: the copy is locked for ever */
static void mutex_forked(int right) {
    run(lock_and_sleep);
    await(&arrived);
    pid_t c = child();
    if (c > 0) { who("main", c); sleep_for_ever(); }
    pthread_mutex_lock(&mutex);
}

/* not a thread, but a process with the same memory, which posts */
static int cloned(void *stack) { sleep_for_ever(); return 0; }

static void semaphore_cloned(int right) {
    static char stack[65536];
    clone(cloned, stack + sizeof stack, CLONE_VM | SIGCHLD, 0);
    semaphore_alone(0);
}

/* another process has the file of the semaphore open, and may map it */
static void semaphore_open(int right) {
    char path[80];
    volatile int *opened = shared(4096);
    sem_t *s = named(0);
    snprintf(path, sizeof path, "/dev/shm/sem.why-waits-%d", getpid());
    if (child() == 0) { munmap(s, sizeof *s); *opened = open(path, O_RDWR); sleep_for_ever(); }
    await(opened);
    unlink(path);
    who("main", getpid());
    sem_wait(s);
}

int main(int argc, char **argv) {
    static const Classic all[] = {
        {"rwlock-ended", rwlock_ended}, {"rwlock-upgrade", rwlock_upgrade}, {"rwlock-order", rwlock_order},
        {"mutex-ended", mutex_ended}, {"mutex-held", mutex_held}, {"mutex-timed", mutex_timed},
        {"mutex-order", mutex_order}, {"mutex-not-shared", mutex_not_shared}, {"robust-order", robust_order},
        {"join-holder", join_holder}, {"join-sleeper", join_sleeper}, {"barrier-short", barrier_short},
        {"condition-alone", condition_alone}, {"condition-other", condition_other},
        {"semaphore-alone", semaphore_alone}, {"semaphore-other", semaphore_other}, {"semaphore-all", semaphore_all},
        {"semaphore-handler", semaphore_handler}, {"semaphore-named", semaphore_named},
        {"semaphore-unlinked", semaphore_unlinked}, {"semaphore-shared", semaphore_shared},
        {"plain-futex", plain_futex}, {"flock-twice", flock_twice}, {"flock-shared", flock_shared},
        {"record-held", record_held}, {"record-stuck", record_stuck}, {"ofd-stuck", ofd_stuck},
        {"semop", semop_wait}, {"msgrcv", msgrcv_wait}, {"queue-named", queue_named},
        {"queue-removed", queue_removed}, {"queue-read-only", queue_read_only}, {"child-stopped", child_stopped},
        {"children-stuck", children_stuck}, {"group-of-children", group_of_children},
        {"pause-handled", pause_handled}, {"pause", pause_only}, {"sigwait", sigwait_child},
        {"mutex-forked", mutex_forked},
        {"semaphore-cloned", semaphore_cloned}, {"semaphore-open", semaphore_open}, {"sleep", sleeping}, {"stopped", stopped}, {0, 0}};
    return run_classic(all, argc, argv);
}
