// Lesson 2. A mutex lets one thread in and makes the others wait. It belongs to the thread that locked
// it, and only that one unlocks it. See pthread_mutex_lock(3).
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
say "Each added one 2000 times under the mutex: ${memory.getInt counter}. Compare lesson 1."

chapter 'Who comes second'
t1 { pthread_mutex_lock m }
fails(EBUSY) { pthread_mutex_trylock m }
fails(ETIMEDOUT) { pthread_mutex_timedlock m, 0.05 }
say 't1 has it: trylock says EBUSY at once, timedlock ETIMEDOUT when the time is up,'
waiting = t2.start { pthread_mutex_lock m }
fails(ETIMEDOUT) { waiting.get 50.ms }
t1 { pthread_mutex_unlock m }
waiting.get 5.s
say 'and lock waits until t1 unlocks.'
t2 { pthread_mutex_unlock m }

chapter 'A mutex that checks'
// the normal type trusts its users: locking twice waits for oneself, for ever
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
say 'A recursive one counts: locked twice, it is free after the second unlock.'

chapter 'Deadlock'
a = pthread_mutex_init memory, 192
b = pthread_mutex_init memory, 256
// t1 takes a, t2 takes b; then each wants the other's
t1 { pthread_mutex_lock a }
t2 { pthread_mutex_lock b }
wantsB = t1.start { pthread_mutex_lock b, timeout: 200.ms }
wantsA = t2.start { pthread_mutex_lock a, timeout: 200.ms }
fails(ETIMEDOUT) { wantsB.get() }
fails(ETIMEDOUT) { wantsA.get() }
say 'Each waits for what the other has. Without a time limit they would wait for ever.'
t1 { pthread_mutex_unlock a }
t2 { pthread_mutex_unlock b }
// the cure: everybody takes them in the same order
def both() {
    pthread_mutex_lock a, timeout: 5.s
    pthread_mutex_lock b, timeout: 5.s
    pthread_mutex_unlock b
    pthread_mutex_unlock a
    'done'
}
assert [t1, t2].collect { t -> t.start { both() } }*.get(10.s) == ['done', 'done']
say 'With one order for all nobody waits in a circle.'

[m, checking, recursive, a, b].each { pthread_mutex_destroy it }
munmap memory
