// Two shells post semaphores to each other: named ones, or two that lie in a file that both have mapped.
//
//     semaphores.groovy sem_named|sem_unnamed pong NAME          its first line says where it is to be found
//     semaphores.groovy sem_named|sem_unnamed ping NAME WHERE
//
// Each number on standard input asks for so many round trips; ping answers with the nanoseconds they took.

long ping(forth, back, int n) {
    long start = System.nanoTime()
    for (int i = 0; i < n; i++) {
        sem_post forth
        sem_wait back
    }
    return System.nanoTime() - start
}

long pong(forth, back, int n) {
    long start = System.nanoTime()
    for (int i = 0; i < n; i++) {
        sem_wait forth
        sem_post back
    }
    return System.nanoTime() - start
}

(mechanism, role, name, where) = args
if (mechanism == 'sem_named') {
    (forth, back) = ['forth', 'back'].collect { sem_open "/$name-$it", O_CREAT }
    if (role == 'ping') {
        ['forth', 'back'].each { sem_unlink "/$name-$it" }
    }
} else {
    f = open 'memory', O_RDWR | O_CREAT, 0600
    ftruncate f, 4096
    m = mmap f, 4096
    (forth, back) = [0, 64].collect { role == 'pong' ? sem_init(m, it) : sem_at(m, it) }
}
if (role == 'pong') {
    println '.'
    System.out.flush()
}
loop = role == 'pong' ? this.&pong : this.&ping
System.in.eachLine { line ->
    time = loop(forth, back, line as int)
    if (role == 'ping') {
        println time
        System.out.flush()
    }
}
