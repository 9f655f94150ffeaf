// Lesson 9. A condition variable lets a thread wait until a condition holds, without polling: wait
// releases the mutex while it blocks and holds it again when it returns. See pthread_cond_wait(3).
title 'Condition: a bounded buffer'

memory = mmap 4096
m = pthread_mutex_init memory, 0, pshared: true
notEmpty = pthread_cond_init memory, 64, pshared: true
notFull = pthread_cond_init memory, 128, pshared: true
// the buffer: the count, the index of the next put, the index of the next take, and four slots
COUNT = 256
PUT = 260
TAKE = 264
PLACES = 272
SIZE = 4

def put(value) {
    pthread_mutex_lock m
    // a loop: a thread that wakes up must check again, for another may have been faster
    while (memory.getInt(COUNT) == SIZE) pthread_cond_wait notFull, m
    def at = memory.getInt(PUT)
    memory.putInt PLACES + 4 * at, value
    memory.putInt PUT, (at + 1) % SIZE
    memory.putInt COUNT, memory.getInt(COUNT) + 1
    pthread_cond_signal notEmpty
    pthread_mutex_unlock m
}

def take() {
    pthread_mutex_lock m
    while (memory.getInt(COUNT) == 0) pthread_cond_wait notEmpty, m
    def at = memory.getInt(TAKE)
    def value = memory.getInt(PLACES + 4 * at)
    memory.putInt TAKE, (at + 1) % SIZE
    memory.putInt COUNT, memory.getInt(COUNT) - 1
    pthread_cond_signal notFull
    pthread_mutex_unlock m
    value
}

child = fork()

chapter 'The consumer waits for the first value'
first = child.start { take() }
fails(ETIMEDOUT) { first.get 100.ms }
// the child waits inside the critical section, and yet the mutex is free
eventually { pthread_mutex_trylock(m) == 0 }
pthread_mutex_unlock m
say 'The buffer is empty: the child blocks in pthread_cond_wait, and the mutex is free meanwhile.'
put 42
assert first.get(5.s) == 42
say 'put(42) signals, and the child takes the value.'

chapter 'The producer waits for a free slot'
SIZE.times { put it }
fifth = bg { put SIZE }
fails(ETIMEDOUT) { fifth.get 100.ms }
say "$SIZE slots, $SIZE values: the next put blocks."
assert child { take() } == 0
fifth.get 5.s
say 'One was taken, and the put continues.'
assert (1..SIZE).collect { child { take() } } == [1, 2, 3, 4]

chapter 'Producer and consumer'
taken = child.start { (1..50).collect { take() } }
(1..50).each { put it }
assert taken.get(20.s) == (1..50).toList()
say 'Fifty values passed through four slots, all of them, in order.'

chapter 'A signal is not stored'
pthread_cond_signal notEmpty
pthread_mutex_lock m
fails(ETIMEDOUT) { pthread_cond_timedwait notEmpty, m, 0.05 }
// the mutex is held again, whatever wait returned
other = thread 'other'
other { fails(EBUSY) { pthread_mutex_trylock m } }
pthread_mutex_unlock m
say 'Signalled first, waited later: it would wait forever. A semaphore counts its posts, a condition variable stores nothing.'
say 'So the state to wait for is in memory, protected by the mutex; the signal only says: check again.'

chapter 'Waking all waiters'
def waitForGo() {
    pthread_mutex_lock m
    while (memory.getInt(512) == 0) pthread_cond_wait notEmpty, m
    pthread_mutex_unlock m
    'gone'
}
waiting = (1..3).collect { n -> thread("w$n").start { waitForGo() } }
waiting.each { w -> fails(ETIMEDOUT) { w.get 20.ms } }
pthread_mutex_lock m
memory.putInt 512, 1
pthread_cond_broadcast notEmpty
pthread_mutex_unlock m
assert waiting*.get(5.s) == ['gone', 'gone', 'gone']
say 'broadcast wakes all three; signal would have woken only one.'

[notEmpty, notFull].each { pthread_cond_destroy it }
pthread_mutex_destroy m
