// Two shells watch a number each in a file that both have mapped, and make no system call.
//
//     spin.groovy spin pong NAME         its first line says where it is to be found
//     spin.groovy spin ping NAME WHERE
//
// What it is asked on standard input, and what the side that takes the time answers: answers.groovy, which stands at its end.

long ping(region, int last, int n) {
    long start = System.nanoTime()
    for (int i = last + 1; i <= last + n; i++) {
        region.putInt 0, i
        while (region.getInt(64) != i) {
        }
    }
    return System.nanoTime() - start
}

long pong(region, int last, int n) {
    long start = System.nanoTime()
    for (int i = last + 1; i <= last + n; i++) {
        while (region.getInt(0) != i) {
        }
        region.putInt 64, i
    }
    return System.nanoTime() - start
}

(mechanism, role, name, where) = args
f = open 'memory', O_RDWR | O_CREAT, 0600
ftruncate f, 4096
region = mmap f, 4096
if (role == 'pong') {
    println '.'
    System.out.flush()
}
last = 0
tells = role == 'ping'
trips = { n, bytes ->
    time = tells ? ping(region, last, n) : pong(region, last, n)
    last += n
    time
}
