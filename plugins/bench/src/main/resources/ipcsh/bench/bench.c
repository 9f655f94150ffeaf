// What a round trip costs in C: the same mechanisms as those of the scripts beside this file.
//
//     bench MECHANISM pong NAME          its first line says where it is to be found
//     bench MECHANISM ping NAME WHERE
//     bench MECHANISM alone NAME         what one process does by itself; its first line says that it is there
//     bench handover acceptor NAME       its first line says the port
//     bench handover worker|client NAME WHERE
//
// "N BYTES FIGURE" on a line of standard input asks for so many round trips of so many bytes; ping, alone and client answer with a
// figure: total (the nanoseconds they took), each (50, 99 and 99.9 % of them took at most so many) or flow (so many messages one way).
// NAME is what named objects of the system begin with; everything else is in the current folder.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <limits.h>
#include <mqueue.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

// For so many seconds the first waits for the second, who may have been killed.
enum { PATIENCE = 60 };

static const char *mechanism, *role, *name, *where;
static bool is_ping;

static bool is(const char *wanted) {
    return strcmp(mechanism, wanted) == 0;
}

static bool plays(const char *wanted) {
    return strcmp(role, wanted) == 0;
}

// Ends the program where a call failed.
static long must(long result, const char *call) {
    if (result == -1) {
        perror(call);
        exit(EXIT_FAILURE);
    }
    return result;
}

static void expect(bool holds, const char *what) {
    if (!holds) {
        fprintf(stderr, "%s went wrong\n", what);
        exit(EXIT_FAILURE);
    }
}

static void found(const char *at) {
    puts(at);
    fflush(stdout);
}

// ---- descriptors: bytes to and fro

static int from, to;

// A message: its data and its size.
static char *data;
static size_t size;

static void send_all(void) {
    if (write(to, data, size) != (ssize_t)size) {
        perror("write");
        exit(EXIT_FAILURE);
    }
}

// What arrives of a message of a stream may be a part of it.
static void receive_all(void) {
    for (size_t got = 0; got < size;) {
        long part = must(read(from, data + got, size - got), "read");
        expect(part > 0, "read");
        got += part;
    }
}

static void bytes_ping(long n) {
    for (long i = 0; i < n; i++) {
        send_all();
        receive_all();
    }
}

static void bytes_pong(long n) {
    for (long i = 0; i < n; i++) {
        receive_all();
        send_all();
    }
}

// One way; a byte back says that all has arrived.
static void flow_out(long n) {
    for (long i = 0; i < n; i++) {
        send_all();
    }
    char byte;
    expect(read(from, &byte, 1) == 1, "read");
}

static void flow_in(long n) {
    for (long left = n * (long)size; left > 0;) {
        long part = must(read(from, data, size), "read");
        expect(part > 0, "read");
        left -= part;
    }
    expect(write(to, "x", 1) == 1, "write");
}

union address {
    struct sockaddr any;
    struct sockaddr_un local;
    struct sockaddr_in internet;
};

static int its_domain(void) {
    return is("tcp") || is("udp") ? AF_INET : AF_UNIX;
}

static int new_socket(int domain) {
    int type = is("dgram") || is("udp") ? SOCK_DGRAM : is("seqpacket") ? SOCK_SEQPACKET : SOCK_STREAM;
    return must(socket(domain, type, 0), "socket");
}

static socklen_t address_of(int domain, const char *text, union address *address) {
    memset(address, 0, sizeof *address);
    if (domain == AF_INET) {
        address->internet.sin_family = AF_INET;
        address->internet.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        address->internet.sin_port = htons(atoi(text));
        return sizeof address->internet;
    }
    address->local.sun_family = AF_UNIX;
    strncpy(address->local.sun_path, text, sizeof address->local.sun_path - 1);
    return sizeof address->local;
}

static int bound_socket(int domain) {
    union address address;
    int s = new_socket(domain);
    socklen_t size = address_of(domain, domain == AF_INET ? "0" : role, &address);
    must(bind(s, &address.any, size), "bind");
    return s;
}

static int listening_socket(int domain) {
    int s = bound_socket(domain);
    must(listen(s, 128), "listen");
    return s;
}

static void found_at(int s) {
    union address address;
    socklen_t size = sizeof address;
    must(getsockname(s, &address.any, &size), "getsockname");
    if (address.any.sa_family == AF_INET) {
        char port[8];
        snprintf(port, sizeof port, "%u", ntohs(address.internet.sin_port));
        found(port);
    } else {
        found(address.local.sun_path);
    }
}

static int connected_to(int s, const char *whom) {
    union address address;
    socklen_t size = address_of(its_domain(), whom, &address);
    must(connect(s, &address.any, size), "connect");
    return s;
}

static int accepted(int s) {
    return must(accept(s, NULL, NULL), "accept");
}

static int stream(void) {
    if (is_ping) {
        return connected_to(new_socket(its_domain()), where);
    }
    int s = listening_socket(its_domain());
    found_at(s);
    return accepted(s);
}

static int datagram(void) {
    char byte = 'x';
    int s = bound_socket(its_domain());
    if (is_ping) {
        connected_to(s, where);
        must(write(s, &byte, 1), "write");
        return s;
    }
    union address peer;
    socklen_t size = sizeof peer;
    found_at(s);
    must(recvfrom(s, &byte, 1, 0, &peer.any, &size), "recvfrom");
    must(connect(s, &peer.any, size), "connect");
    return s;
}

union control {
    char bytes[CMSG_SPACE(sizeof(int))];
    struct cmsghdr align;
};

// One descriptor in a message, to send or to receive.
static struct msghdr message(struct iovec *part, union control *control) {
    static char byte = 'x';
    *part = (struct iovec){&byte, 1};
    memset(control, 0, sizeof *control);
    return (struct msghdr){.msg_iov = part, .msg_iovlen = 1, .msg_control = control->bytes, .msg_controllen = sizeof control->bytes};
}

static void send_fd(int s, int fd) {
    struct iovec part;
    union control control;
    struct msghdr m = message(&part, &control);
    struct cmsghdr *header = CMSG_FIRSTHDR(&m);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof fd);
    memcpy(CMSG_DATA(header), &fd, sizeof fd);
    must(sendmsg(s, &m, 0), "sendmsg");
}

static int receive_fd(int s) {
    struct iovec part;
    union control control;
    struct msghdr m = message(&part, &control);
    int fd;
    must(recvmsg(s, &m, 0), "recvmsg");
    struct cmsghdr *header = CMSG_FIRSTHDR(&m);
    expect(header != NULL && header->cmsg_type == SCM_RIGHTS, "the passing of a descriptor");
    memcpy(&fd, CMSG_DATA(header), sizeof fd);
    return fd;
}

// The other side gets the ends that it reads from and writes to.
static void pass(int its_from, int its_to) {
    int s = stream();
    send_fd(s, its_from);
    send_fd(s, its_to);
}

static void take(void) {
    int s = stream();
    from = receive_fd(s);
    to = receive_fd(s);
}

static void pipes(void) {
    if (!is_ping) {
        take();
        return;
    }
    int forth[2], back[2];
    must(pipe(forth), "pipe");
    must(pipe(back), "pipe");
    pass(forth[0], back[1]);
    to = forth[1];
    from = back[0];
}

// ---- the same, the byte moved on by pong inside the kernel

static void splice_pong(long n) {
    for (long i = 0; i < n; i++) {
        for (size_t moved = 0; moved < size;) {
            moved += must(splice(from, NULL, to, NULL, size - moved, 0), "splice");
        }
    }
}

static void fifos(void) {
    if (is_ping) {
        to = must(open("to-pong", O_WRONLY), "open");
        from = must(open("to-ping", O_RDONLY), "open");
        return;
    }
    must(mkfifo("to-pong", 0600), "mkfifo");
    must(mkfifo("to-ping", 0600), "mkfifo");
    found(".");
    from = must(open("to-pong", O_RDONLY), "open");
    to = must(open("to-ping", O_WRONLY), "open");
}

static void streams(void) {
    from = to = stream();
}

static void datagrams(void) {
    from = to = datagram();
}

// ---- a byte to and fro through message queues

static long msgsize_max(void) {
    long most = 0;
    FILE *file = fopen("/proc/sys/fs/mqueue/msgsize_max", "r");
    expect(file != NULL && fscanf(file, "%ld", &most) == 1, "msgsize_max");
    fclose(file);
    return most;
}

static mqd_t new_queue(const char *which) {
    char path[NAME_MAX];
    struct mq_attr attributes = {.mq_maxmsg = 4, .mq_msgsize = msgsize_max()};
    snprintf(path, sizeof path, "/%s-%s", name, which);
    mqd_t queue = must(mq_open(path, O_CREAT | O_EXCL | O_RDWR, 0600, &attributes), "mq_open");
    must(mq_unlink(path), "mq_unlink");
    return queue;
}

static char *received;
static long most_queued;

static void queues(void) {
    most_queued = msgsize_max();
    received = malloc(most_queued);
    expect(received != NULL, "malloc");
    if (!is_ping) {
        take();
        return;
    }
    to = new_queue("forth");
    from = new_queue("back");
    pass(to, from);
}

static void queue_there(void) {
    expect(mq_send(to, data, size, 0) == 0, "mq_send");
}

static void queue_back(void) {
    expect(mq_receive(from, received, most_queued, NULL) == (ssize_t)size, "mq_receive");
}

static void queues_ping(long n) {
    for (long i = 0; i < n; i++) {
        queue_there();
        queue_back();
    }
}

static void queues_pong(long n) {
    for (long i = 0; i < n; i++) {
        queue_back();
        queue_there();
    }
}

// ---- a descriptor to and fro

static int passed;

static void descriptors(void) {
    streams();
    passed = must(open("/dev/null", O_RDONLY), "open");
}

static void descriptors_ping(long n) {
    for (long i = 0; i < n; i++) {
        send_fd(to, passed);
        must(close(receive_fd(from)), "close");
    }
}

static void descriptors_pong(long n) {
    for (long i = 0; i < n; i++) {
        int fd = receive_fd(from);
        send_fd(to, fd);
        must(close(fd), "close");
    }
}

// ---- connections: one accepts them, another one answers them, a third one asks

static int listening;

static void handovers(void) {
    if (plays("acceptor")) {
        int s = listening_socket(AF_UNIX);
        listening = listening_socket(AF_INET);
        found_at(listening);
        to = accepted(s);
    } else if (plays("worker")) {
        from = connected_to(new_socket(AF_UNIX), "acceptor");
    }
}

static void accept_and_pass(long n) {
    for (long i = 0; i < n; i++) {
        int connection = accepted(listening);
        send_fd(to, connection);
        must(close(connection), "close");
    }
}

static void answer(long n) {
    char byte = 'x';
    for (long i = 0; i < n; i++) {
        int connection = receive_fd(from);
        expect(write(connection, &byte, 1) == 1, "write");
        must(close(connection), "close");
    }
}

// The client closes by a reset, so that no connection is left in TIME_WAIT.
static void ask(long n) {
    struct linger reset = {.l_onoff = 1};
    union address address;
    socklen_t size = address_of(AF_INET, where, &address);
    char byte;
    for (long i = 0; i < n; i++) {
        int s = new_socket(AF_INET);
        must(setsockopt(s, SOL_SOCKET, SO_LINGER, &reset, sizeof reset), "setsockopt");
        must(connect(s, &address.any, size), "connect");
        expect(read(s, &byte, 1) == 1, "read");
        must(close(s), "close");
    }
}

static void accept_or_answer(long n) {
    (plays("acceptor") ? accept_and_pass : answer)(n);
}

// ---- counters

static void counters(void) {
    if (!is_ping) {
        take();
        return;
    }
    to = must(eventfd(0, 0), "eventfd");
    from = must(eventfd(0, 0), "eventfd");
    pass(to, from);
}

static void counters_ping(long n) {
    eventfd_t value;
    for (long i = 0; i < n; i++) {
        expect(eventfd_write(to, 1) == 0 && eventfd_read(from, &value) == 0, "eventfd");
    }
}

static void counters_pong(long n) {
    eventfd_t value;
    for (long i = 0; i < n; i++) {
        expect(eventfd_read(from, &value) == 0 && eventfd_write(to, 1) == 0, "eventfd");
    }
}

// ---- memory: a file that both have mapped

enum { LENGTH = 4096, SECOND = 64, TURN = 128 };

static char *memory;

static volatile int32_t *word(int offset) {
    return (volatile int32_t *)(memory + offset);
}

static void map(void) {
    int fd = must(open("memory", O_RDWR | O_CREAT, 0600), "open");
    must(ftruncate(fd, LENGTH), "ftruncate");
    memory = mmap(NULL, LENGTH, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    expect(memory != MAP_FAILED, "mmap");
}

// ---- semaphores

static sem_t *forth, *back;

static sem_t *named(const char *end) {
    char path[NAME_MAX];
    snprintf(path, sizeof path, "/%s-%s", name, end);
    sem_t *s = sem_open(path, O_CREAT, 0600, 0);
    expect(s != SEM_FAILED, "sem_open");
    if (is_ping) {
        must(sem_unlink(path), "sem_unlink");
    }
    return s;
}

static void named_semaphores(void) {
    forth = named("forth");
    back = named("back");
    if (!is_ping) {
        found(".");
    }
}

static void unnamed_semaphores(void) {
    map();
    forth = (sem_t *)memory;
    back = (sem_t *)(memory + SECOND);
    if (!is_ping) {
        must(sem_init(forth, 1, 0), "sem_init");
        must(sem_init(back, 1, 0), "sem_init");
        found(".");
    }
}

static void semaphores_ping(long n) {
    for (long i = 0; i < n; i++) {
        expect(sem_post(forth) == 0 && sem_wait(back) == 0, "sem_post, sem_wait");
    }
}

static void semaphores_pong(long n) {
    for (long i = 0; i < n; i++) {
        expect(sem_wait(forth) == 0 && sem_post(back) == 0, "sem_wait, sem_post");
    }
}

// ---- System V: the first makes the object and says its ID, and both remove it at the end

static int object;

struct message {
    long type;
    char text[];
};

static struct message *new_message(long type) {
    struct message *m = malloc(sizeof *m + size);
    expect(m != NULL, "malloc");
    m->type = type;
    memset(m->text, 'x', size);
    return m;
}

static void remove_queue(void) {
    msgctl(object, IPC_RMID, NULL);
}

static void queue(void) {
    object = is_ping ? atoi(where) : must(msgget(IPC_PRIVATE, 0600), "msgget");
    atexit(remove_queue);
    if (!is_ping) {
        char id[16];
        snprintf(id, sizeof id, "%d", object);
        found(id);
    }
}

static void queue_ping(long n) {
    struct message *m = new_message(1);
    for (long i = 0; i < n; i++) {
        m->type = 1;
        expect(msgsnd(object, m, size, 0) == 0 && msgrcv(object, m, size, 2, 0) == (ssize_t)size, "msgsnd, msgrcv");
    }
    free(m);
}

static void queue_pong(long n) {
    struct message *m = new_message(1);
    for (long i = 0; i < n; i++) {
        expect(msgrcv(object, m, size, 1, 0) == (ssize_t)size, "msgrcv");
        m->type = 2;
        expect(msgsnd(object, m, size, 0) == 0, "msgsnd");
    }
    free(m);
}

// Signals: the first prints its process ID, and answers each sender.

static sigset_t waited_for;

static void signals(void) {
    sigemptyset(&waited_for);
    sigaddset(&waited_for, SIGUSR1);
    sigprocmask(SIG_BLOCK, &waited_for, NULL);
    if (!is_ping) {
        char id[16];
        snprintf(id, sizeof id, "%d", getpid());
        found(id);
    }
}

static void signals_ping(long n) {
    pid_t other = atoi(where);
    for (long i = 0; i < n; i++) {
        expect(kill(other, SIGUSR1) == 0 && sigwaitinfo(&waited_for, NULL) == SIGUSR1, "kill, sigwaitinfo");
    }
}

static void signals_pong(long n) {
    siginfo_t info;
    for (long i = 0; i < n; i++) {
        expect(sigwaitinfo(&waited_for, &info) == SIGUSR1 && kill(info.si_pid, SIGUSR1) == 0, "sigwaitinfo, kill");
    }
}

static void remove_set(void) {
    semctl(object, 0, IPC_RMID);
}

static void set(void) {
    object = is_ping ? atoi(where) : must(semget(IPC_PRIVATE, 2, 0600), "semget");
    atexit(remove_set);
    if (!is_ping) {
        char id[16];
        snprintf(id, sizeof id, "%d", object);
        found(id);
    }
}

static int operate(int number, int operation) {
    struct sembuf one = {.sem_num = number, .sem_op = operation};
    return semop(object, &one, 1);
}

static void set_ping(long n) {
    for (long i = 0; i < n; i++) {
        expect(operate(0, 1) == 0 && operate(1, -1) == 0, "semop");
    }
}

static void set_pong(long n) {
    for (long i = 0; i < n; i++) {
        expect(operate(0, -1) == 0 && operate(1, 1) == 0, "semop");
    }
}

static void semaphore_alone(long n) {
    for (long i = 0; i < n; i++) {
        expect(sem_post(forth) == 0 && sem_wait(forth) == 0, "sem_post, sem_wait");
    }
}

// ---- a mutex and a condition

static pthread_mutex_t *mutex;
static pthread_cond_t *condition;

static void condition_variable(void) {
    map();
    mutex = (pthread_mutex_t *)memory;
    condition = (pthread_cond_t *)(memory + SECOND);
    if (!is_ping) {
        pthread_mutexattr_t of_mutex;
        pthread_condattr_t of_condition;
        pthread_mutexattr_init(&of_mutex);
        pthread_mutexattr_setpshared(&of_mutex, PTHREAD_PROCESS_SHARED);
        pthread_condattr_init(&of_condition);
        pthread_condattr_setpshared(&of_condition, PTHREAD_PROCESS_SHARED);
        expect(pthread_mutex_init(mutex, &of_mutex) == 0, "pthread_mutex_init");
        expect(pthread_cond_init(condition, &of_condition) == 0, "pthread_cond_init");
        found(".");
    }
}

static void wait_for_turn(int whose) {
    while (*word(TURN) != whose) {
        expect(pthread_cond_wait(condition, mutex) == 0, "pthread_cond_wait");
    }
}

static void give_turn(int whose) {
    *word(TURN) = whose;
    expect(pthread_cond_signal(condition) == 0, "pthread_cond_signal");
}

static void condition_ping(long n) {
    expect(pthread_mutex_lock(mutex) == 0, "pthread_mutex_lock");
    for (long i = 0; i < n; i++) {
        give_turn(1);
        wait_for_turn(0);
    }
    expect(pthread_mutex_unlock(mutex) == 0, "pthread_mutex_unlock");
}

static void condition_pong(long n) {
    expect(pthread_mutex_lock(mutex) == 0, "pthread_mutex_lock");
    for (long i = 0; i < n; i++) {
        wait_for_turn(1);
        give_turn(0);
    }
    expect(pthread_mutex_unlock(mutex) == 0, "pthread_mutex_unlock");
}

static void mutex_alone(long n) {
    for (long i = 0; i < n; i++) {
        expect(pthread_mutex_lock(mutex) == 0 && pthread_mutex_unlock(mutex) == 0, "pthread_mutex");
    }
}

// ---- memory alone

static void spinning(void) {
    map();
    if (!is_ping) {
        found(".");
    }
}

static int32_t last;

static void put(int offset, int32_t value) {
    __atomic_store_n(word(offset), value, __ATOMIC_RELEASE);
}

static void await(int offset, int32_t value) {
    while (__atomic_load_n(word(offset), __ATOMIC_ACQUIRE) != value) {
    }
}

static void spin_ping(long n) {
    for (long i = 0; i < n; i++) {
        put(0, ++last);
        await(SECOND, last);
    }
}

static void spin_pong(long n) {
    for (long i = 0; i < n; i++) {
        await(0, ++last);
        put(SECOND, last);
    }
}

static void memory_alone(long n) {
    for (long i = 0; i < n; i++) {
        *word(0) = i;
        expect(*word(0) == (int32_t)i, "the memory");
    }
}

// ---- the memory of another process

static pid_t other;
static char theirs[64];

static void other_process(void) {
    memset(theirs, 'x', sizeof theirs);
    other = must(fork(), "fork");
    if (other == 0) {
        must(prctl(PR_SET_PDEATHSIG, SIGKILL), "prctl");
        alarm(0);
        for (;;) {
            pause();
        }
    }
    found(".");
}

static void process_vm_alone(long n) {
    char mine[sizeof theirs];
    struct iovec local = {mine, sizeof mine}, remote = {theirs, sizeof theirs};
    for (long i = 0; i < n; i++) {
        expect(process_vm_readv(other, &local, 1, &remote, 1, 0) == sizeof mine, "process_vm_readv");
    }
}

// ---- which is which

static const struct {
    const char *name;
    void (*prepare)(void);
    void (*ping)(long);
    void (*pong)(long);
} MECHANISMS[] = {
    {"pipe", pipes, bytes_ping, bytes_pong},
    {"fifo", fifos, bytes_ping, bytes_pong},
    {"stream", streams, bytes_ping, bytes_pong},
    {"dgram", datagrams, bytes_ping, bytes_pong},
    {"seqpacket", streams, bytes_ping, bytes_pong},
    {"region", streams, bytes_ping, bytes_pong},
    {"tcp", streams, bytes_ping, bytes_pong},
    {"udp", datagrams, bytes_ping, bytes_pong},
    {"descriptor", descriptors, descriptors_ping, descriptors_pong},
    {"handover", handovers, ask, accept_or_answer},
    {"splice", pipes, bytes_ping, splice_pong},
    {"eventfd", counters, counters_ping, counters_pong},
    {"mq", queues, queues_ping, queues_pong},
    {"sem_named", named_semaphores, semaphores_ping, semaphores_pong},
    {"sem_unnamed", unnamed_semaphores, semaphores_ping, semaphores_pong},
    {"sysv_msg", queue, queue_ping, queue_pong},
    {"sysv_sem", set, set_ping, set_pong},
    {"signal", signals, signals_ping, signals_pong},
    {"condition", condition_variable, condition_ping, condition_pong},
    {"spin", spinning, spin_ping, spin_pong},
    {"semaphore", unnamed_semaphores, semaphore_alone, NULL},
    {"mutex", condition_variable, mutex_alone, NULL},
    {"memory", spinning, memory_alone, NULL},
    {"process_vm", other_process, process_vm_alone, NULL},
};

static long now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000L + time.tv_nsec;
}

static int ascending(const void *one, const void *other) {
    long a = *(const long *)one, b = *(const long *)other;
    return (a > b) - (a < b);
}

// 50, 99 and 99.9 % of the round trips took at most so long.
static void answer_each(void (*trips)(long), long n) {
    long *times = malloc(n * sizeof *times);
    expect(times != NULL, "malloc");
    for (long i = 0; i < n; i++) {
        long start = now();
        trips(1);
        times[i] = now() - start;
    }
    qsort(times, n, sizeof *times, ascending);
    printf("%ld %ld %ld\n", times[(n * 500 + 999) / 1000 - 1], times[(n * 990 + 999) / 1000 - 1],
           times[(n * 999 + 999) / 1000 - 1]);
    free(times);
}

static void answer_all(void (*trips)(long), long n) {
    long start = now();
    trips(n);
    printf("%ld\n", now() - start);
}

static bool resize(size_t bytes) {
    size = bytes;
    data = realloc(data, size > 0 ? size : 1);
    if (data != NULL) {
        memset(data, 'x', size);
    }
    return data != NULL;
}

int main(int count, char **words) {
    expect(count >= 4, "the command line");
    mechanism = words[1];
    role = words[2];
    is_ping = plays("ping");
    bool serves = plays("pong") || plays("acceptor") || plays("worker");
    name = words[3];
    where = count > 4 ? words[4] : "";
    for (size_t i = 0; i < sizeof MECHANISMS / sizeof *MECHANISMS; i++) {
        if (is(MECHANISMS[i].name)) {
            long n, bytes;
            char figure[8];
            alarm(PATIENCE);
            MECHANISMS[i].prepare();
            alarm(0);
            while (scanf("%ld %ld %7s", &n, &bytes, figure) == 3) {
                bool flows = strcmp(figure, "flow") == 0;
                void (*trips)(long) = serves ? MECHANISMS[i].pong : MECHANISMS[i].ping;
                expect(resize(bytes), "malloc");
                if (flows) {
                    trips = serves ? flow_in : flow_out;
                }
                if (serves) {
                    trips(n);
                    continue;
                }
                (strcmp(figure, "each") == 0 ? answer_each : answer_all)(trips, n);
                fflush(stdout);
            }
            return EXIT_SUCCESS;
        }
    }
    expect(false, "the name of the mechanism");
}
