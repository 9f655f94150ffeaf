// Two shells post semaphores to each other: named ones, or two that lie in a file that both have mapped.
//
//     semaphores.groovy sem_named|sem_unnamed pong NAME          its first line says where it is to be found
//     semaphores.groovy sem_named|sem_unnamed ping NAME WHERE
//
// What it is asked on standard input, and what the side that takes the time answers: answers.groovy, which stands at its end.

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
tells = role == 'ping'
trips = { n, bytes -> tells ? ping(forth, back, n) : pong(forth, back, n) }
