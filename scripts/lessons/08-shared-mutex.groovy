// Lesson 8. A mutex in shared memory works between processes, if it was made for that: pshared.
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
say 'The child has it: EBUSY for the parent, or waiting.'
child { pthread_mutex_unlock m }
pthread_mutex_trylock m
waiting = child.start { pthread_mutex_lock m }
fails(ETIMEDOUT) { waiting.get 100.ms }
pthread_mutex_unlock m
waiting.get 5.s
child { pthread_mutex_unlock m }
say 'And the other way round.'

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
say "Parent and child added one 500 times each: ${memory.getInt counter}"

chapter 'A mutex that was made elsewhere'
// who maps the memory without having made the mutex takes it as it lies there; init would break it
same = pthread_mutex_at memory, 0
pthread_mutex_lock same
child { fails(EBUSY) { pthread_mutex_trylock m } }
pthread_mutex_unlock m
say 'pthread_mutex_at names the same mutex again. Only one process initialises, all others find.'

chapter 'The owner is a thread'
checking = pthread_mutex_init memory, 64, pshared: true, type: PTHREAD_MUTEX_ERRORCHECK
child { pthread_mutex_lock checking }
fails(EPERM) { pthread_mutex_unlock checking }
child { fails(EDEADLK) { pthread_mutex_lock checking } }
child { pthread_mutex_unlock checking }
say 'Of another process too: EPERM for who has not locked it, EDEADLK for who locks it twice.'

chapter 'The mistake: a copy'
private_ = mmap 4096, flags: MAP_PRIVATE | MAP_ANONYMOUS
alone = pthread_mutex_init private_, 0, pshared: true
child2 = fork()
child2 { pthread_mutex_lock alone }
pthread_mutex_trylock alone
say 'In private memory each has a mutex of its own, and both are in at the same time.'
pthread_mutex_unlock alone
child2 { pthread_mutex_unlock alone }

[m, checking].each { pthread_mutex_destroy it }
