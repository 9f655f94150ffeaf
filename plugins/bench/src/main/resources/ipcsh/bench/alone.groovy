// One shell by itself, without contention: a semaphore, a mutex, a number in shared memory.
//
//     alone.groovy semaphore|mutex|memory alone NAME   its first line says that it is there
//
// What it is asked on standard input, and what the side that takes the time answers: answers.groovy, which stands at its end.
import ipcsh.handle.Mutex
import ipcsh.handle.Region
import ipcsh.handle.Semaphore

long semaphore(Semaphore s, int n) {
    long start = System.nanoTime()
    for (int i = 0; i < n; i++) {
        sem_post s
        sem_wait s
    }
    return System.nanoTime() - start
}

long mutex(Mutex m, int n) {
    long start = System.nanoTime()
    for (int i = 0; i < n; i++) {
        pthread_mutex_lock m
        pthread_mutex_unlock m
    }
    return System.nanoTime() - start
}

long memory(Region region, int n) {
    long start = System.nanoTime()
    for (int i = 0; i < n; i++) {
        region.putInt 0, i
        region.getInt 0
    }
    return System.nanoTime() - start
}

(mechanism, role, name) = args
region = mmap 4096
switch (mechanism) {
    case 'semaphore':
        loop = this.&semaphore
        what = sem_init region, 0
        break
    case 'mutex':
        loop = this.&mutex
        what = pthread_mutex_init region, 0
        break
    case 'memory':
        loop = this.&memory
        what = region
}
println '.'
System.out.flush()
tells = true
trips = { n, bytes -> loop what, n }
