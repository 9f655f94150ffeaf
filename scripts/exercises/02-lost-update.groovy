// Exercise 2. Two processes add to one counter, and updates get lost. See sem_overview(7); lessons 1 and 6.
title 'The lost update'

// == task ==
// Two children call add at the same time, each several times; counter.getInt(0) must then be the number of all
// calls, and it is not. Assign another block to add which loses no update. It may take its time, as this one does.

// == start ==
counter = mmap 4096
lock = sem_init counter, 64, 1, 1
(one, two) = [fork(), fork()]
add = {
    def seen = counter.getInt(0)
    sleep 2.ms
    counter.putInt 0, seen + 1
}

// == check ==
// one call adds one
counter.putInt 0, 0
def alone = one.start { add() }
def ended = false
try { eventually(timeout: 2.s) { alone.done }; ended = true } catch (Throwable e) { }
if (!ended) {
    def waits = why(one)[0]?.call
    alone.cancel()
    assert false : "one call of add alone does not end: it waits in ${waits ?: 'nothing'}"
}
alone.get 2.s
assert counter.getInt(0) == 1 : "the counter is ${counter.getInt(0)} after one call"

// 30 calls of two processes at the same time add 30
counter.putInt 0, 0
def gate = new java.util.concurrent.CyclicBarrier(2)
def jobs = [one, two].collect { it.start { 15.times { gate.await(); add() } } }
def all = false
try { eventually(timeout: 5.s) { jobs.every { it.done } }; all = true } catch (Throwable e) { }
if (!all) {
    def verdict = why(one, two)*.verdict
    jobs.each { it.cancel() }
    assert false : "the calls do not end: $verdict"
}
jobs.each { it.get 1.s }
assert counter.getInt(0) == 30 : "the counter is ${counter.getInt(0)}: updates were lost"

// == hints ==
// Reading and writing are two steps, and the other process reads in between.

// The semaphore lock lies in the shared memory, and its value is 1: it can protect all three steps.

// sem_wait lock before reading, sem_post lock after writing, also if something fails in between (try, finally).

// == solution ==
add = {
    sem_wait lock
    try {
        def seen = counter.getInt(0)
        sleep 2.ms
        counter.putInt 0, seen + 1
    } finally {
        sem_post lock
    }
}

// == wrong: forgets to unlock ==
add = {
    sem_wait lock
    counter.putInt 0, counter.getInt(0) + 1
}

// == wrong: protects only the last step ==
add = {
    def seen = counter.getInt(0)
    sleep 2.ms
    sem_wait lock
    counter.putInt 0, seen + 1
    sem_post lock
}
