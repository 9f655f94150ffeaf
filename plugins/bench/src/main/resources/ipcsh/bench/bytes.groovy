// Two shells pass bytes to and fro through descriptors.
//
//     bytes.groovy MECHANISM pong NAME          its first line says where it is to be found
//     bytes.groovy MECHANISM ping NAME WHERE
//
// What it is asked on standard input, and what the side that takes the time answers: answers.groovy, which stands at its end.
import ipcsh.handle.Fd
import ipcsh.handle.Region

// What arrives of a message of a stream may be a part of it.
void all(Fd r, int size) {
    for (int got = 0; got < size; ) {
        int n = read(r, size - got).size
        if (n == 0) {
            throw new EOFException()
        }
        got += n
    }
}

long ping(Fd r, Fd w, byte[] data, int n) {
    int size = data.length
    long start = System.nanoTime()
    for (int i = 0; i < n; i++) {
        write w, data
        all r, size
    }
    return System.nanoTime() - start
}

long pong(Fd r, Fd w, byte[] data, int n) {
    int size = data.length
    long start = System.nanoTime()
    for (int i = 0; i < n; i++) {
        all r, size
        write w, data
    }
    return System.nanoTime() - start
}

// One way; a byte back says that all has arrived.
long oneWay(Fd r, Fd w, byte[] data, int n) {
    long start = System.nanoTime()
    for (int i = 0; i < n; i++) {
        write w, data
    }
    all r, 1
    return System.nanoTime() - start
}

long arriving(Fd r, Fd w, int size, int n) {
    long start = System.nanoTime()
    for (long left = (long) n * size; left > 0; ) {
        int got = read(r, size).size
        if (got == 0) {
            throw new EOFException()
        }
        left -= got
    }
    write w, 'x'
    return System.nanoTime() - start
}

// The same in a region: nothing is copied or allocated.
long pingInPlace(Fd s, Region m, int size, int n) {
    long start = System.nanoTime()
    for (int i = 0; i < n; i++) {
        send s, m, 0, size
        for (int got = 0; got < size; ) {
            got += recv(s, m, got, size - got)
        }
    }
    return System.nanoTime() - start
}

long pongInPlace(Fd s, Region m, int size, int n) {
    long start = System.nanoTime()
    for (int i = 0; i < n; i++) {
        for (int got = 0; got < size; ) {
            got += recv(s, m, got, size - got)
        }
        send s, m, 0, size
    }
    return System.nanoTime() - start
}

(mechanism, role, name, where) = args
PATIENCE = 60.s // for who comes second, who may have been killed
domain = mechanism in ['tcp', 'udp'] ? AF_INET : AF_UNIX
type = [dgram: SOCK_DGRAM, udp: SOCK_DGRAM, seqpacket: SOCK_SEQPACKET][mechanism] ?: SOCK_STREAM

def bound() {
    s = socket domain, type
    bind s, domain == AF_INET ? '127.0.0.1:0' : role
    s
}

def found(at) {
    println at
    System.out.flush()
}

def accepted() {
    s = bound()
    listen s
    found getsockname(s)
    accept s, timeout: PATIENCE
}

def connected() {
    s = socket domain, type
    connect s, where
    s
}

// The ends to read from and to write to, of the shell that is there first.
def ends() {
    switch (mechanism) {
        case 'pipe':
            s = accepted()
            return [recvfd(s), recvfd(s)]
        case 'fifo':
            mkfifo 'to-pong'
            mkfifo 'to-ping'
            found '.'
            return [open('to-pong', timeout: PATIENCE), open('to-ping', O_WRONLY, timeout: PATIENCE)]
        case ['dgram', 'udp']:
            s = bound()
            found getsockname(s)
            connect s, recvfrom(s, 1, timeout: PATIENCE).from
            return [s, s]
        default:
            s = accepted()
            return [s, s]
    }
}

// The same of the shell that comes second.
def otherEnds() {
    switch (mechanism) {
        case 'pipe':
            s = connected()
            (r, pongs) = pipe()
            (pingsEnd, w) = pipe()
            sendfd s, pingsEnd
            sendfd s, pongs
            return [r, w]
        case 'fifo':
            w = open 'to-pong', O_WRONLY
            return [open('to-ping'), w]
        case ['dgram', 'udp']:
            s = bound()
            connect s, where
            write s, 'x'
            return [s, s]
        default:
            s = connected()
            return [s, s]
    }
}

(r, w) = role == 'pong' ? ends() : otherEnds()
tells = role == 'ping'
if (mechanism == 'region') {
    m = mmap 1 << 20
    trips = { n, bytes -> tells ? pingInPlace(r, m, bytes, n) : pongInPlace(r, m, bytes, n) }
} else {
    trips = { n, bytes -> tells ? ping(r, w, new byte[bytes], n) : pong(r, w, new byte[bytes], n) }
}
flow = { n, bytes -> tells ? oneWay(r, w, new byte[bytes], n) : arriving(r, w, bytes, n) }
