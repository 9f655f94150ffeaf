// Two shells pass a descriptor to and fro over a UNIX socket; who gets it sends it back and closes its number.
//
//     descriptor.groovy descriptor pong NAME          its first line says where it is to be found
//     descriptor.groovy descriptor ping NAME WHERE
//
// Each number on standard input asks for so many round trips; ping answers with the nanoseconds they took.
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
System.in.eachLine { line ->
    if (role == 'pong') {
        pong a, line as int
    } else {
        println ping(s, passed, line as int)
        System.out.flush()
    }
}
