// Two shells send each other a signal, for which the other one waits.
//
//     signals.groovy signal pong NAME         its first line says its process ID
//     signals.groovy signal ping NAME WHERE
//
// What it is asked on standard input, and what the side that takes the time answers: answers.groovy, which stands at its end.

long ping(int other, List signals, int n) {
    long start = System.nanoTime()
    for (int i = 0; i < n; i++) {
        kill other, SIGUSR1
        sigwaitinfo signals
    }
    return System.nanoTime() - start
}

long pong(int other, List signals, int n) {
    long start = System.nanoTime()
    for (int i = 0; i < n; i++) {
        kill sigwaitinfo(signals).pid, SIGUSR1
    }
    return System.nanoTime() - start
}

(mechanism, role, name, where) = args
sigprocmask SIG_BLOCK, [SIGUSR1]
if (role == 'pong') {
    println getpid()
    System.out.flush()
}
tells = role == 'ping'
other = tells ? where as int : 0
trips = { n, bytes -> tells ? ping(other, [SIGUSR1], n) : pong(other, [SIGUSR1], n) }
