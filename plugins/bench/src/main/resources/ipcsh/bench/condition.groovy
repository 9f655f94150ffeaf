// Two shells give each other the turn: a number in a file that both have mapped, with a mutex and a condition beside it.
//
//     condition.groovy condition pong NAME         its first line says where it is to be found
//     condition.groovy condition ping NAME WHERE
//
// Each number on standard input asks for so many round trips; ping answers with the nanoseconds they took.

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
loop = role == 'pong' ? this.&pong : this.&ping
System.in.eachLine { line ->
    time = loop(region, mutex, condition, line as int)
    if (role == 'ping') {
        println time
        System.out.flush()
    }
}
