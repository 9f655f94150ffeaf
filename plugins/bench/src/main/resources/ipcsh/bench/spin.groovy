// Two shells watch a number each in a file that both have mapped, and make no system call.
//
//     spin.groovy spin pong NAME         its first line says where it is to be found
//     spin.groovy spin ping NAME WHERE
//
// Each number on standard input asks for so many round trips; ping answers with the nanoseconds they took.

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
loop = role == 'pong' ? this.&pong : this.&ping
last = 0
System.in.eachLine { line ->
    n = line as int
    time = loop(region, last, n)
    last += n
    if (role == 'ping') {
        println time
        System.out.flush()
    }
}
