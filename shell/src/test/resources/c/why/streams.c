/* Classics about pipes, FIFOs and sockets. */
#include "classics.h"

/* the reader waits for the end of file, and has the write end itself */
static void own_write_end(int right) {
    int p[2];
    check(pipe(p), "pipe");
    pid_t writer = child();
    if (writer == 0) {
        close(p[0]);
        do tell(p[1]); while (right && (rest(20), 1));
        exit(0);
    }
    who("reader", getpid());
    if (right) close(p[1]);
    else waitpid(writer, 0, 0);
    drain(p[0]);
}

/* ls | wc: the parent keeps both ends and waits for wc */
static void parent_kept(int right) {
    int p[2];
    check(pipe(p), "pipe");
    pid_t ls = child();
    if (ls == 0) {
        close(p[0]);
        do tell(p[1]); while (right && (rest(20), 1));
        exit(0);
    }
    pid_t wc = child();
    if (wc == 0) {
        close(p[1]);
        drain(p[0]);
        exit(0);
    }
    who("parent", getpid());
    who("wc", wc);
    if (right) { close(p[0]); close(p[1]); }
    waitpid(ls, 0, 0);
    waitpid(wc, 0, 0);
}

/* the same without ls: the parent writes itself, and waits without closing */
static void waitpid_input(int right) {
    int p[2];
    check(pipe(p), "pipe");
    pid_t wc = child();
    if (wc == 0) {
        close(p[1]);
        drain(p[0]);
        rest(right ? 600000 : 0);
        exit(0);
    }
    close(p[0]);
    who("parent", getpid());
    who("wc", wc);
    tell(p[1]);
    if (right) close(p[1]);
    waitpid(wc, 0, 0);
}

static pid_t cat(int *in, int cloexec) {
    int p[2];
    check(pipe2(p, cloexec ? O_CLOEXEC : 0), "pipe");
    pid_t pid = child();
    if (pid == 0) {
        dup2(p[0], 0);
        close(p[0]);
        close(p[1]);
        execlp("cat", "cat", (char *) 0);
        _exit(127);
    }
    close(p[0]);
    *in = p[1];
    return pid;
}

/* two popen's by hand: the second program has inherited the write end of the first one's input */
static void inherited(int right) {
    int first, second;
    pid_t a = cat(&first, right);
    pid_t b = cat(&second, right);
    who("parent", getpid());
    who("first", a);
    who("second", b);
    close(first);
    waitpid(a, 0, 0);
    if (right) for (;;) { rest(20); tell(second); }
    close(second);
    waitpid(b, 0, 0);
}

/* a daemon started meanwhile has the write end: the end of file comes when the daemon ends */
static void inherited_by_daemon(int right) {
    int p[2];
    check(pipe2(p, right ? O_CLOEXEC : 0), "pipe");
    pid_t daemon = child();
    if (daemon == 0) {
        execlp("sleep", "sleep", "600", (char *) 0);
        _exit(127);
    }
    pid_t writer = child();
    if (writer == 0) {
        close(p[0]);
        do tell(p[1]); while (right && (rest(20), 1));
        exit(0);
    }
    close(p[1]);
    who("reader", getpid());
    who("daemon", daemon);
    drain(p[0]);
}

/* the same, and the parent waits for the reader */
static void inherited_and_awaited(int right) {
    int p[2];
    check(pipe2(p, right ? O_CLOEXEC : 0), "pipe");
    pid_t reader = child();
    if (reader == 0) {
        close(p[1]);
        drain(p[0]);
        exit(0);
    }
    pid_t daemon = child();
    if (daemon == 0) {
        execlp("sleep", "sleep", "600", (char *) 0);
        _exit(127);
    }
    close(p[0]);
    who("parent", getpid());
    who("reader", reader);
    if (right) for (;;) { rest(20); tell(p[1]); }
    close(p[1]);
    waitpid(reader, 0, 0);
}

static void exchange(int in, int out, int right, int first) {
    do {
        if (right && first) { read_all(in, BIG); write_all(out, BIG); }
        else { write_all(out, BIG); read_all(in, BIG); }
    } while (right && (rest(20), 1));
}

/* both write more than fits before they read */
static void both_write(int right, int a[2], int b[2]) {
    pid_t other = child();
    if (other == 0) {
        close(a[1]);
        close(b[0]);
        exchange(a[0], b[1], right, 1);
        exit(0);
    }
    close(a[0]);
    close(b[1]);
    who("parent", getpid());
    who("child", other);
    exchange(b[0], a[1], right, 0);
}

static void both_write_pipes(int right) {
    int a[2], b[2];
    check(pipe(a) || pipe(b), "pipe");
    both_write(right, a, b);
}

static void both_write_socketpair(int right) {
    int s[2];
    check(socketpair(AF_UNIX, SOCK_STREAM, 0, s), "socketpair");
    pid_t other = child();
    close(s[other == 0]);
    if (other) { who("parent", getpid()); who("child", other); }
    exchange(s[other != 0], s[other != 0], right, other == 0);
}

/* a dialogue in which nobody begins */
static void both_read(int right) {
    int a[2], b[2];
    check(pipe(a) || pipe(b), "pipe");
    pid_t other = child();
    if (other == 0) {
        close(a[1]);
        close(b[0]);
        for (;;) { hear(a[0]); rest(right ? 20 : 0); tell(b[1]); }
    }
    close(a[0]);
    close(b[1]);
    who("parent", getpid());
    who("child", other);
    for (;;) {
        if (right) tell(a[1]);
        hear(b[0]);
        if (!right) tell(a[1]);
    }
}

static int named(const char *name) {
    struct sockaddr_un a = {AF_UNIX, ""};
    int s = socket(AF_UNIX, SOCK_DGRAM, 0);
    strcpy(a.sun_path, name);
    unlink(name);
    check(bind(s, (struct sockaddr *) &a, sizeof a), "bind");
    return s;
}

/* a thousand datagrams before the first answer is taken */
static void datagram_flood(int right) {
    struct sockaddr_un to = {AF_UNIX, "serv-dom-sock"}, from;
    char some[100] = "ABCDE";
    int s = named("serv-dom-sock");
    pid_t server = child();
    if (server == 0) {
        for (;;) {
            socklen_t n = sizeof from;
            ssize_t k = recvfrom(s, some, sizeof some, 0, (struct sockaddr *) &from, &n);
            if (k < 0 || sendto(s, some, k, 0, (struct sockaddr *) &from, n) < 0) exit(1);
        }
    }
    close(s);
    int c = named("clnt-dom-sock");
    who("client", getpid());
    who("server", server);
    for (int i = 0; i < 1000 || right; i++) {
        check(sendto(c, some, 5, 0, (struct sockaddr *) &to, sizeof to) < 0, "sendto");
        if (right) { check(recv(c, some, 5, 0) < 0, "recv"); rest(5); }
    }
    for (int i = 0; i < 1000; i++) recv(c, some, 5, 0);
}

/* each opens first what the other opens second */
static void fifo_order(int right) {
    mkfifo("there", 0600);
    mkfifo("back", 0600);
    pid_t other = child();
    if (other == 0) {
        int in, out;
        if (right) { in = open("there", O_RDONLY); out = open("back", O_WRONLY); }
        else { out = open("back", O_WRONLY); in = open("there", O_RDONLY); }
        for (;;) { hear(in); rest(20); tell(out); }
    }
    who("parent", getpid());
    who("child", other);
    int out = open("there", O_WRONLY), in = open("back", O_RDONLY);
    for (;;) { tell(out); hear(in); }
}

/* the server serves one client to its end; that one is idle, the next waits */
static void iterative_server(int right) {
    struct sockaddr_un at = {AF_UNIX, "iterative"};
    int l = socket(AF_UNIX, SOCK_STREAM, 0);
    unlink("iterative");
    check(bind(l, (struct sockaddr *) &at, sizeof at) || listen(l, 5), "listen");
    int order[2];
    check(pipe(order), "pipe");
    pid_t idle = child();
    if (idle == 0) {
        close(l);
        int s = socket(AF_UNIX, SOCK_STREAM, 0);
        check(connect(s, (struct sockaddr *) &at, sizeof at), "connect");
        tell(order[1]);
        for (;;) rest(600000);
    }
    hear(order[0]);
    pid_t next = child();
    if (next == 0) {
        close(l);
        int s = socket(AF_UNIX, SOCK_STREAM, 0);
        check(connect(s, (struct sockaddr *) &at, sizeof at), "connect");
        for (;;) { tell(s); hear(s); }
    }
    who("next", next);
    who("server", getpid());
    who("idle", idle);
    for (;;) {
        int s = accept(l, 0, 0);
        if (right && child()) { close(s); continue; }
        char c;
        while (read(s, &c, 1) == 1) { rest(20); tell(s); }
        close(s);
        if (right) exit(0);
    }
}

/* the peer is stopped: it neither reads nor closes */
static void stopped_peer(int right) {
    int s[2];
    check(socketpair(AF_UNIX, SOCK_STREAM, 0, s), "socketpair");
    pid_t peer = child();
    if (peer == 0) {
        close(s[0]);
        for (;;) { hear(s[1]); rest(20); tell(s[1]); }
    }
    close(s[1]);
    who("asker", getpid());
    who("peer", peer);
    if (!right) kill(peer, SIGSTOP);
    for (;;) { tell(s[0]); hear(s[0]); }
}

/* the peer lives, but nobody has the other end */
static void reply_not_flushed(int right) {
    int a[2], b[2];
    check(pipe(a) || pipe(b), "pipe");
    pid_t filter = child();
    if (filter == 0) {
        dup2(a[0], 0);
        dup2(b[1], 1);
        for (int i = 0; i < 2; i++) { close(a[i]); close(b[i]); }
        int c;
        while ((c = getchar()) != EOF) {
            if (right) rest(20);
            putchar(c);
            if (right) fflush(stdout);
        }
        exit(0);
    }
    close(a[0]);
    close(b[1]);
    who("parent", getpid());
    who("filter", filter);
    for (;;) { tell(a[1]); hear(b[0]); }
}

int main(int argc, char **argv) {
    static const Classic all[] = {
        {"own-write-end", own_write_end}, {"parent-kept", parent_kept}, {"waitpid-input", waitpid_input},
        {"inherited", inherited}, {"inherited-by-daemon", inherited_by_daemon},
        {"inherited-and-awaited", inherited_and_awaited},
        {"both-write-pipes", both_write_pipes}, {"both-write-socketpair", both_write_socketpair},
        {"both-read", both_read}, {"datagram-flood", datagram_flood}, {"fifo-order", fifo_order},
        {"iterative-server", iterative_server}, {"stopped-peer", stopped_peer},
        {"reply-not-flushed", reply_not_flushed}, {0, 0}};
    return run_classic(all, argc, argv);
}
