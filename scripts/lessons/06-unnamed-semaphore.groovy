// Lesson 6. A semaphore is a number that never falls below zero: post increments it, wait decrements it, and
// blocks while it is zero. An unnamed one lies in memory that both processes share. See sem_overview(7).
title 'Unnamed semaphore: parent and child'

memory = mmap 4096
ready = sem_init memory, 0, 1, 0
child = fork()

chapter 'The child waits for the parent'
waiting = child.start { sem_wait ready }
fails(ETIMEDOUT) { waiting.get 100.ms }
say 'The semaphore is zero: the child blocks in sem_wait.'
sem_post ready
waiting.get 5.s
assert sem_getvalue(ready) == 0
say 'The parent posted; the child decremented the semaphore and continued. The value is zero again.'

chapter 'A post is not forgotten'
3.times { sem_post ready }
assert sem_getvalue(ready) == 3
3.times { child { sem_wait ready } }
say 'Three posts before the first wait, three waits that did not block. (A condition variable would forget: lesson 9.)'

chapter 'Without blocking, or with a timeout'
fails(EAGAIN) { sem_trywait ready }
fails(ETIMEDOUT) { sem_timedwait ready, 0.05 }
say 'Zero: trywait fails with EAGAIN at once, timedwait with ETIMEDOUT when the time is up.'

chapter 'Taking turns'
// two semaphores: each process posts to give the other one its turn
mine = sem_init memory, 64, 1, 1
theirs = sem_init memory, 128, 1, 0
def turn(own, other, letter) {
    for (i in 0..<5) {
        sem_wait own, timeout: 5.s
        def at = memory.getInt(256)
        poke memory, 512 + at, letter
        memory.putInt 256, at + 1
        sem_post other
    }
}
answers = child.start { turn theirs, mine, 'c' }
turn mine, theirs, 'p'
answers.get 10.s
say "parent and child wrote: ${peek(memory, 512, 10).text}"
assert peek(memory, 512, 10).text == 'pcpcpcpcpc'

chapter 'The mistake: memory that is not shared'
private_ = mmap 4096, flags: MAP_PRIVATE | MAP_ANONYMOUS
lonely = sem_init private_, 0, 1, 0
child2 = fork()
child2 { sem_post lonely }
assert child2 { sem_getvalue lonely } == 1
fails(ETIMEDOUT) { sem_timedwait lonely, 0.05 }
say 'The child posted its own copy; the parent would wait forever. pshared = 1 does not make memory shared.'

chapter 'The maximum value'
full = sem_init memory, 192, 1, 2147483647
fails(EOVERFLOW) { sem_post full }
say 'It cannot exceed 2147483647: EOVERFLOW.'

[ready, mine, theirs, full].each { sem_destroy it }
