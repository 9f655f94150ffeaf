// Lesson 8. A mutex in shared memory works between processes, if it was initialised for that: pshared.
// See pthread_mutexattr_setpshared(3).
title 'Process-shared mutex'

memory = mmap 4096
m = pthread_mutex_init memory, 0, pshared: true
counter = 256
child = fork()

chapter 'One process at a time'
child { pthread_mutex_lock m }
fails(EBUSY) { pthread_mutex_trylock m }
fails(ETIMEDOUT) { pthread_mutex_timedlock m, 0.05 }
say 'The child holds it: the parent gets EBUSY, or blocks.'
child { pthread_mutex_unlock m }
pthread_mutex_trylock m
waiting = child.start { pthread_mutex_lock m }
fails(ETIMEDOUT) { waiting.get 100.ms }
pthread_mutex_unlock m
waiting.get 5.s
child { pthread_mutex_unlock m }
say 'And vice versa.'

chapter 'No update is lost'
def addMany(n) {
    for (i in 0..<n) {
        pthread_mutex_lock m
        memory.putInt counter, memory.getInt(counter) + 1
        pthread_mutex_unlock m
    }
}
theirs = child.start { addMany 500 }
addMany 500
theirs.get 30.s
assert memory.getInt(counter) == 1000
say "Parent and child each added one 500 times: ${memory.getInt counter}"

chapter 'A mutex initialised elsewhere'
// a process that maps the memory uses the mutex that is there; initialising it again would break it
same = pthread_mutex_at memory, 0
pthread_mutex_lock same
child { fails(EBUSY) { pthread_mutex_trylock m } }
pthread_mutex_unlock m
say 'pthread_mutex_at refers to the same mutex. One process initialises it, all others only refer to it.'

chapter 'The owner is a thread'
checking = pthread_mutex_init memory, 64, pshared: true, type: PTHREAD_MUTEX_ERRORCHECK
child { pthread_mutex_lock checking }
fails(EPERM) { pthread_mutex_unlock checking }
child { fails(EDEADLK) { pthread_mutex_lock checking } }
child { pthread_mutex_unlock checking }
say 'Across processes too: EPERM for a thread that does not hold it, EDEADLK for one that locks it twice.'

chapter 'The mistake: a copy'
private_ = mmap 4096, flags: MAP_PRIVATE | MAP_ANONYMOUS
alone = pthread_mutex_init private_, 0, pshared: true
child2 = fork()
child2 { pthread_mutex_lock alone }
pthread_mutex_trylock alone
say 'In private memory each process has its own mutex, and both enter at the same time.'
pthread_mutex_unlock alone
child2 { pthread_mutex_unlock alone }

[m, checking].each { pthread_mutex_destroy it }
