// Two shells pass a descriptor to and fro over a UNIX socket; who gets it sends it back and closes its number.
//
//     descriptor.groovy descriptor pong NAME          its first line says where it is to be found
//     descriptor.groovy descriptor ping NAME WHERE
//
// What it is asked on standard input, and what the side that takes the time answers: answers.groovy, which stands at its end.
import ipcsh.handle.Fd

long ping(Fd s, Fd passed, int n) {
    long start = System.nanoTime()
    for (int i = 0; i < n; i++) {
        sendfd s, passed
        close recvfd(s)
    }
    return System.nanoTime() - start
}

long pong(Fd s, int n) {
    long start = System.nanoTime()
    for (int i = 0; i < n; i++) {
        def f = recvfd s
        sendfd s, f
        close f
    }
    return System.nanoTime() - start
}

(mechanism, role, name, where) = args
s = socket()
if (role == 'pong') {
    bind s, role
    listen s
    println getsockname(s)
    System.out.flush()
    a = accept s, timeout: 60.s
} else {
    connect s, where
    passed = open '/dev/null'
}
tells = role == 'ping'
trips = { n, bytes -> tells ? ping(s, passed, n) : pong(a, n) }
