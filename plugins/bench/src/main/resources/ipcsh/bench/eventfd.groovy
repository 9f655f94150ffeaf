// Two shells count to and fro with two eventfds, which one of them makes and passes to the other.
//
//     eventfd.groovy eventfd pong NAME         its first line says where it is to be found
//     eventfd.groovy eventfd ping NAME WHERE
//
// What it is asked on standard input, and what the side that takes the time answers: answers.groovy, which stands at its end.
import ipcsh.handle.Fd

long ping(Fd r, Fd w, int n) {
    long start = System.nanoTime()
    for (int i = 0; i < n; i++) {
        eventfd_write w, 1
        eventfd_read r
    }
    return System.nanoTime() - start
}

long pong(Fd r, Fd w, int n) {
    long start = System.nanoTime()
    for (int i = 0; i < n; i++) {
        eventfd_read r
        eventfd_write w, 1
    }
    return System.nanoTime() - start
}

(mechanism, role, name, where) = args
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
    (r, w) = [eventfd(), eventfd()]
    sendfd s, w
    sendfd s, r
}
tells = role == 'ping'
trips = { n, bytes -> tells ? ping(r, w, n) : pong(r, w, n) }
