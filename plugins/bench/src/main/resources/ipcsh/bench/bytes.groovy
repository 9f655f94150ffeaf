// Two shells pass a byte to and fro through descriptors.
//
//     bytes.groovy MECHANISM pong NAME          its first line says where it is to be found
//     bytes.groovy MECHANISM ping NAME WHERE
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
        read r, 1
        write w, data
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
loop = role == 'pong' ? this.&pong : this.&ping
data = 'x'.bytes
System.in.eachLine { line ->
    time = loop(r, w, data, line as int)
    if (role == 'ping') {
        println time
        System.out.flush()
    }
}
