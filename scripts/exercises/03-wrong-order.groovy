// Exercise 3. A buffer with room for one, and two semaphores taken in the wrong order. See sem_wait(3); lesson 6.
title 'Two semaphores in the wrong order'

// == task ==
// put places a number in the buffer and take takes it out; mutex protects the buffer, full counts what is in it. If take
// is called while the buffer is empty, neither take nor put ever ends: try it in two threads and ask why. Assign another
// block to take, so that a taker waits for the number without harm. put is right as it is.

// == start ==
buffer = []
memory = mmap 4096
mutex = sem_init memory, 0, 0, 1
full = sem_init memory, 64, 0, 0
(taker, putter) = [thread('taker'), thread('putter')]
put = { n ->
    sem_wait mutex
    buffer << n
    sem_post mutex
    sem_post full
}
take = {
    sem_wait mutex
    sem_wait full
    def n = buffer.remove(0)
    sem_post mutex
    n
}

// == check ==
// a taker that comes first gets the number that is put later
def took = taker.start { take() }
def waits = false
try { eventually(timeout: 2.s) { took.done || why(taker).size() > 0 }; waits = !took.done } catch (Throwable e) { }
if (!waits) {
    def early = took.done
    took.cancel()
    assert false : early ? 'take does not wait while the buffer is empty' : 'take runs, and does not wait in a call'
}
def puts = putter.start { put 42 }
def both = false
try { eventually(timeout: 2.s) { puts.done && took.done || why(putter)[0]?.verdict == 'deadlock' }; both = puts.done && took.done } catch (Throwable e) { }
def stuck = both ? [] : why(taker, putter)*.process
[took, puts].each { if (!it.done) it.cancel() }
if (!both) {
    // for the next attempt
    buffer.clear()
    while (sem_getvalue(full) > 0) sem_wait full
    while (sem_getvalue(mutex) > 1) sem_wait mutex
    if (sem_getvalue(mutex) == 0) sem_post mutex
}
assert both : "after put 42 there still wait: ${stuck.join(', ')}"
assert took.get(1.s) == 42 : "take gave ${took.get(1.s)}"

// afterwards the buffer is empty, and both semaphores are as they were
assert buffer.empty && sem_getvalue(mutex) == 1 && sem_getvalue(full) == 0 :
    "buffer $buffer, mutex ${sem_getvalue mutex}, full ${sem_getvalue full}"

// what is put first can be taken at once
def again = putter.start { put 7 }
def ended = false
try { eventually(timeout: 2.s) { again.done }; ended = true } catch (Throwable e) { again.cancel() }
assert ended : 'put 7 waits for the mutex'
def next = taker.start { take() }
def got = null
try { got = next.get(2.s) } catch (Throwable e) { next.cancel() }
assert got == 7 : "take gave $got"

// == hints ==
// Who has the mutex while the taker waits for full? why shows the ring.

// Whoever waits for something to happen must not hold what the other one needs to make it happen.

// Wait for full first, and only then for mutex.

// == solution ==
take = {
    sem_wait full
    sem_wait mutex
    def n = buffer.remove(0)
    sem_post mutex
    n
}

// == wrong: does not wait ==
take = {
    sem_wait mutex
    def n = buffer ? buffer.remove(0) : null
    sem_post mutex
    n
}

// == wrong: forgets to release the mutex ==
take = {
    sem_wait full
    sem_wait mutex
    buffer.remove(0)
}
