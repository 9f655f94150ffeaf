// Two shells send each other a signal, for which the other one waits.
//
//     signals.groovy signal pong NAME         its first line says its process ID
//     signals.groovy signal ping NAME WHERE
//
// Each number on standard input asks for so many round trips; ping answers with the nanoseconds they took.

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
loop = role == 'pong' ? this.&pong : this.&ping
System.in.eachLine { line ->
    time = loop(role == 'pong' ? 0 : where as int, [SIGUSR1], line as int)
    if (role == 'ping') {
        println time
        System.out.flush()
    }
}
