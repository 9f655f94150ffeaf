// Two shells send a byte to and fro through POSIX message queues, which one of them makes and passes to the other.
//
//     queues.groovy mq pong NAME         its first line says where it is to be found
//     queues.groovy mq ping NAME WHERE
//
// What it is asked on standard input, and what the side that takes the time answers: answers.groovy, which stands at its end.
import ipcsh.handle.Fd

long ping(Fd r, Fd w, byte[] data, int n) {
    long start = System.nanoTime()
    for (int i = 0; i < n; i++) {
        mq_send w, data
        mq_receive r
    }
    return System.nanoTime() - start
}

long pong(Fd r, Fd w, byte[] data, int n) {
    long start = System.nanoTime()
    for (int i = 0; i < n; i++) {
        mq_receive r
        mq_send w, data
    }
    return System.nanoTime() - start
}

(mechanism, role, name, where) = args
MSGSIZE = new File('/proc/sys/fs/mqueue/msgsize_max').text.trim() as int
s = socket()
if (role == 'pong') {
    bind s, 'pong'
    listen s
    println getsockname(s)
    System.out.flush()
    a = accept s, timeout: 60.s
    (r, w) = [recvfd(a), recvfd(a)]
} else {
    connect s, where
    (r, w) = ['back', 'forth'].collect {
        def q = mq_open "/$name-$it", O_CREAT | O_EXCL | O_RDWR, 0600, maxmsg: 4, msgsize: MSGSIZE
        mq_unlink "/$name-$it"
        q
    }
    sendfd s, w
    sendfd s, r
}
tells = role == 'ping'
trips = { n, bytes -> tells ? ping(r, w, new byte[bytes], n) : pong(r, w, new byte[bytes], n) }
