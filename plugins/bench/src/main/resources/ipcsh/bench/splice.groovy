// Two shells pass a byte to and fro through pipes; the one that comes first moves it on inside the kernel, by splice(2).
//
//     splice.groovy splice pong NAME          its first line says where it is to be found
//     splice.groovy splice ping NAME WHERE
//
// Each number on standard input asks for so many round trips; ping answers with the nanoseconds they took.
import ipcsh.handle.Fd

long ping(Fd r, Fd w, byte[] data, int n) {
    long start = System.nanoTime()
    for (int i = 0; i < n; i++) {
        write w, data
        read r, 1
    }
    return System.nanoTime() - start
}

long pong(Fd r, Fd w, byte[] data, int n) {
    long start = System.nanoTime()
    for (int i = 0; i < n; i++) {
        splice r, w, 1
    }
    return System.nanoTime() - start
}

(mechanism, role, name, where) = args
PATIENCE = 60.s // for who comes second, who may have been killed

// The ends to read from and to write to, of the shell that is there first.
def ends() {
    listener = socket()
    bind listener, role
    listen listener
    println getsockname(listener)
    System.out.flush()
    s = accept listener, timeout: PATIENCE
    [recvfd(s), recvfd(s)]
}

// The same of the shell that comes second.
def otherEnds() {
    s = socket()
    connect s, where
    (r, pongs) = pipe()
    (pingsEnd, w) = pipe()
    sendfd s, pingsEnd
    sendfd s, pongs
    [r, w]
}

(r, w) = role == 'pong' ? ends() : otherEnds()
loop = role == 'pong' ? this.&pong : this.&ping
data = 'x'.bytes
System.in.eachLine { line ->
    time = loop(r, w, data, line as int)
    if (role == 'ping') {
        println time
        System.out.flush()
    }
}
