// Lesson 2. A mutex admits one thread and makes the others wait. It belongs to the thread that locked
// it, and only that thread may unlock it. See pthread_mutex_lock(3).
title 'Mutex: one at a time'

memory = mmap 4096
counter = 1024
m = pthread_mutex_init memory, 0
t1 = thread 't1'
t2 = thread 't2'

chapter 'No update is lost'
def addMany(n) {
    for (i in 0..<n) {
        pthread_mutex_lock m
        memory.putInt counter, memory.getInt(counter) + 1
        pthread_mutex_unlock m
    }
}
[t1, t2].collect { t -> t.start { addMany 2000 } }.each { it.get 30.s }
assert memory.getInt(counter) == 4000
say "Each thread added one 2000 times while holding the mutex: ${memory.getInt counter}. Compare lesson 1."

chapter 'While another thread holds it'
t1 { pthread_mutex_lock m }
fails(EBUSY) { pthread_mutex_trylock m }
fails(ETIMEDOUT) { pthread_mutex_timedlock m, 0.05 }
say 't1 holds it: trylock fails with EBUSY at once, timedlock with ETIMEDOUT when the time is up,'
waiting = t2.start { pthread_mutex_lock m }
fails(ETIMEDOUT) { waiting.get 50.ms }
t1 { pthread_mutex_unlock m }
waiting.get 5.s
say 'and lock blocks until t1 unlocks it.'
t2 { pthread_mutex_unlock m }

chapter 'A mutex that checks'
// the normal type checks nothing: a thread that locks it twice waits for itself, forever
pthread_mutex_lock m
fails(ETIMEDOUT) { pthread_mutex_lock m, timeout: 50.ms }
pthread_mutex_unlock m
checking = pthread_mutex_init memory, 64, type: PTHREAD_MUTEX_ERRORCHECK
pthread_mutex_lock checking
again = fails(EDEADLK) { pthread_mutex_lock checking }
say "Locked twice: $again.message"
stranger = t1 { fails(EPERM) { pthread_mutex_unlock checking } }
say "Unlocked by another thread: $stranger.message"
pthread_mutex_unlock checking
fails(EPERM) { pthread_mutex_unlock checking }
recursive = pthread_mutex_init memory, 128, type: PTHREAD_MUTEX_RECURSIVE
2.times { pthread_mutex_lock recursive }
pthread_mutex_unlock recursive
assert t1 { fails(EBUSY) { pthread_mutex_trylock recursive } }
pthread_mutex_unlock recursive
say 'A recursive mutex counts: locked twice, it is free after the second unlock.'

chapter 'Deadlock'
a = pthread_mutex_init memory, 192
b = pthread_mutex_init memory, 256
// t1 locks a, t2 locks b; then each wants the other one
t1 { pthread_mutex_lock a }
t2 { pthread_mutex_lock b }
wantsB = t1.start { pthread_mutex_lock b, timeout: 200.ms }
wantsA = t2.start { pthread_mutex_lock a, timeout: 200.ms }
fails(ETIMEDOUT) { wantsB.get() }
fails(ETIMEDOUT) { wantsA.get() }
say 'Each waits for what the other one holds. Without a timeout they would wait forever.'
t1 { pthread_mutex_unlock a }
t2 { pthread_mutex_unlock b }
// the remedy: all threads lock them in the same order
def both() {
    pthread_mutex_lock a, timeout: 5.s
    pthread_mutex_lock b, timeout: 5.s
    pthread_mutex_unlock b
    pthread_mutex_unlock a
    'done'
}
assert [t1, t2].collect { t -> t.start { both() } }*.get(10.s) == ['done', 'done']
say 'With the same order everywhere, a circular wait cannot occur.'

[m, checking, recursive, a, b].each { pthread_mutex_destroy it }
munmap memory
