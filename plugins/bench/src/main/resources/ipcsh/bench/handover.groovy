// A shell accepts TCP connections and passes each to another one, which answers with a byte; a third one connects and waits for it.
//
//     handover.groovy handover acceptor NAME        its first line says the port
//     handover.groovy handover worker NAME WHERE
//     handover.groovy handover client NAME WHERE
//
// What it is asked on standard input, and what the side that takes the time answers: answers.groovy, which stands at its end.
// The client closes by a reset, so that no connection is left in TIME_WAIT.
import ipcsh.handle.Fd

void acceptor(Fd listening, Fd worker, int n) {
    for (int i = 0; i < n; i++) {
        def c = accept listening
        sendfd worker, c
        close c
    }
}

void worker(Fd acceptor, byte[] data, int n) {
    for (int i = 0; i < n; i++) {
        def c = recvfd acceptor
        write c, data
        close c
    }
}

long client(String address, Map reset, int n) {
    long start = System.nanoTime()
    for (int i = 0; i < n; i++) {
        def c = socket AF_INET
        setsockopt c, SOL_SOCKET, SO_LINGER, reset
        connect c, address
        read c, 1
        close c
    }
    return System.nanoTime() - start
}

(mechanism, role, name, port) = args
switch (role) {
    case 'acceptor':
        listening = socket AF_INET
        bind listening, '127.0.0.1:0'
        listen listening
        s = socket()
        bind s, role
        listen s
        println getsockname(listening).split(':')[1]
        System.out.flush()
        w = accept s, timeout: 60.s
        trips = { n, bytes -> acceptor listening, w, n }
        break
    case 'worker':
        a = socket()
        connect a, 'acceptor'
        data = 'x'.bytes
        trips = { n, bytes -> worker a, data, n }
        break
    case 'client':
        trips = { n, bytes -> client "127.0.0.1:$port", [onoff: 1, linger: 0], n }
}
tells = role == 'client'
