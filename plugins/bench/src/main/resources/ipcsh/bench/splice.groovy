// Two shells pass a byte to and fro through pipes; the one that comes first moves it on inside the kernel, by splice(2).
//
//     splice.groovy splice pong NAME          its first line says where it is to be found
//     splice.groovy splice ping NAME WHERE
//
// What it is asked on standard input, and what the side that takes the time answers: answers.groovy, which stands at its end.
import ipcsh.handle.Fd

long ping(Fd r, Fd w, byte[] data, int n) {
    int size = data.length
    long start = System.nanoTime()
    for (int i = 0; i < n; i++) {
        write w, data
        for (int got = 0; got < size; ) {
            got += read(r, size - got).size
        }
    }
    return System.nanoTime() - start
}

long pong(Fd r, Fd w, int size, int n) {
    long start = System.nanoTime()
    for (int i = 0; i < n; i++) {
        for (int moved = 0; moved < size; ) {
            moved += splice(r, w, size - moved)
        }
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
tells = role == 'ping'
trips = { n, bytes -> tells ? ping(r, w, new byte[bytes], n) : pong(r, w, bytes, n) }
