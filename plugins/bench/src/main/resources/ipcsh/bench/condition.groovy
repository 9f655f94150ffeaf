// Two shells give each other the turn: a number in a file that both have mapped, with a mutex and a condition beside it.
//
//     condition.groovy condition pong NAME         its first line says where it is to be found
//     condition.groovy condition ping NAME WHERE
//
// What it is asked on standard input, and what the side that takes the time answers: answers.groovy, which stands at its end.

long ping(region, mutex, condition, int n) {
    long start = System.nanoTime()
    pthread_mutex_lock mutex
    for (int i = 0; i < n; i++) {
        region.putInt 128, 1
        pthread_cond_signal condition
        while (region.getInt(128) != 0) {
            pthread_cond_wait condition, mutex
        }
    }
    pthread_mutex_unlock mutex
    return System.nanoTime() - start
}

long pong(region, mutex, condition, int n) {
    long start = System.nanoTime()
    pthread_mutex_lock mutex
    for (int i = 0; i < n; i++) {
        while (region.getInt(128) != 1) {
            pthread_cond_wait condition, mutex
        }
        region.putInt 128, 0
        pthread_cond_signal condition
    }
    pthread_mutex_unlock mutex
    return System.nanoTime() - start
}

(mechanism, role, name, where) = args
f = open 'memory', O_RDWR | O_CREAT, 0600
ftruncate f, 4096
region = mmap f, 4096
if (role == 'pong') {
    mutex = pthread_mutex_init region, 0
    condition = pthread_cond_init region, 64
    println '.'
    System.out.flush()
} else {
    mutex = pthread_mutex_at region, 0
    condition = pthread_cond_at region, 64
}
tells = role == 'ping'
trips = { n, bytes -> tells ? ping(region, mutex, condition, n) : pong(region, mutex, condition, n) }
