// Lesson 9. A condition lets one wait until something is so, without looking again and again: wait
// gives the mutex back while it waits and has it again when it returns. See pthread_cond_wait(3).
title 'Condition: a bounded buffer'

memory = mmap 4096
m = pthread_mutex_init memory, 0, pshared: true
notEmpty = pthread_cond_init memory, 64, pshared: true
notFull = pthread_cond_init memory, 128, pshared: true
// the buffer: how many, where the next is put, where the next is taken, and four places
COUNT = 256
PUT = 260
TAKE = 264
PLACES = 272
SIZE = 4

def put(value) {
    pthread_mutex_lock m
    // a loop: who is woken must look again, for another may have been faster
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

chapter 'The consumer waits for the first'
first = child.start { take() }
fails(ETIMEDOUT) { first.get 100.ms }
// the child waits inside, and yet the mutex is free
eventually { pthread_mutex_trylock(m) == 0 }
pthread_mutex_unlock m
say 'The buffer is empty: the child waits in pthread_cond_wait, and the mutex is free meanwhile.'
put 42
assert first.get(5.s) == 42
say 'put(42) signals, and the child has it.'

chapter 'The producer waits for room'
SIZE.times { put it }
fifth = bg { put SIZE }
fails(ETIMEDOUT) { fifth.get 100.ms }
say "$SIZE places, $SIZE values: the next put waits."
assert child { take() } == 0
fifth.get 5.s
say 'One was taken, and it goes on.'
assert (1..SIZE).collect { child { take() } } == [1, 2, 3, 4]

chapter 'Producer and consumer'
taken = child.start { (1..50).collect { take() } }
(1..50).each { put it }
assert taken.get(20.s) == (1..50).toList()
say 'Fifty values went through four places, all of them, in order.'

chapter 'A signal is not kept'
pthread_cond_signal notEmpty
pthread_mutex_lock m
fails(ETIMEDOUT) { pthread_cond_timedwait notEmpty, m, 0.05 }
// the mutex is held again, whatever wait said
other = thread 'other'
other { fails(EBUSY) { pthread_mutex_trylock m } }
pthread_mutex_unlock m
say 'Signalled before, waited after: for ever. A semaphore keeps its posts, a condition keeps nothing.'
say 'So what one waits for is in memory, under the mutex; the signal only says: look again.'

chapter 'All at once'
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
say 'broadcast wakes all three; signal would have woken one.'

[notEmpty, notFull].each { pthread_cond_destroy it }
pthread_mutex_destroy m
