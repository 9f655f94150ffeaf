// Lesson 11. What if a process dies while it holds the mutex? A normal mutex stays locked forever. If the
// mutex is robust, the next thread to lock it gets EOWNERDEAD. See pthread_mutex_consistent(3).
title 'Robust mutex: the owner died'

memory = mmap 4096
FROM = 256
TO = 260
memory.putInt FROM, 100
// money moves from one account to the other; the sum is always 100, except in between
def sum() { memory.getInt(FROM) + memory.getInt(TO) }

def dieWhileHolding(mutex) {
    def child = fork()
    child { pthread_mutex_lock mutex }
    child { memory.putInt FROM, memory.getInt(FROM) - 30 }
    kill child.pid, SIGKILL
    waitpid child.pid
}

chapter 'A normal mutex'
plain = pthread_mutex_init memory, 0, pshared: true
say "The child locked it, took 30 from one account and was killed: ${dieWhileHolding plain}"
fails(EBUSY) { pthread_mutex_trylock plain }
fails(ETIMEDOUT) { pthread_mutex_timedlock plain, 0.1 }
say "It will never be unlocked. And the sum is ${sum()}."
assert sum() == 70
memory.putInt FROM, 100

chapter 'A robust mutex'
robust = pthread_mutex_init memory, 64, pshared: true, robust: true
dieWhileHolding robust
died = fails(EOWNERDEAD) { pthread_mutex_lock robust }
say "The next thread to lock it gets: $died.message"
say "It holds the lock, and must repair the data: the sum is ${sum()}."
assert sum() == 70
memory.putInt TO, memory.getInt(TO) + 30
pthread_mutex_consistent robust
pthread_mutex_unlock robust
assert sum() == 100
pthread_mutex_lock robust
pthread_mutex_unlock robust
say 'The money is back where it belongs and the mutex marked consistent: everything continues as before.'
fails(EINVAL) { pthread_mutex_consistent robust }

chapter 'A waiter is woken'
child = fork()
child { pthread_mutex_lock robust }
next = thread 'next'
waiting = next.start { fails(EOWNERDEAD) { pthread_mutex_lock robust } }
fails(ETIMEDOUT) { waiting.get 50.ms }
kill child.pid, SIGKILL
waiting.get 5.s
say 'The kernel wakes the waiter as soon as the owner dies.'
waitpid child.pid
next { pthread_mutex_consistent robust }
next { pthread_mutex_unlock robust }

chapter 'The mistake: not marked consistent'
dieWhileHolding robust
fails(EOWNERDEAD) { pthread_mutex_lock robust }
// unlocked without pthread_mutex_consistent: the data could not be repaired
pthread_mutex_unlock robust
lost = fails(ENOTRECOVERABLE) { pthread_mutex_lock robust }
say "For every thread, from now on: $lost.message"
pthread_mutex_destroy robust
say 'Now it can only be destroyed and initialised again.'
