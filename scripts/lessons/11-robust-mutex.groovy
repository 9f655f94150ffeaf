// Lesson 11. What if a process dies with the mutex locked? A plain mutex stays locked for ever. A
// robust one tells the next who locks it: the owner died. See pthread_mutex_consistent(3).
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

chapter 'A plain mutex'
plain = pthread_mutex_init memory, 0, pshared: true
say "The child locked it, took 30 from one account and was killed: ${dieWhileHolding plain}"
fails(EBUSY) { pthread_mutex_trylock plain }
fails(ETIMEDOUT) { pthread_mutex_timedlock plain, 0.1 }
say "Nobody will ever unlock it. And the sum is ${sum()}."
assert sum() == 70
memory.putInt FROM, 100

chapter 'A robust mutex'
robust = pthread_mutex_init memory, 64, pshared: true, robust: true
dieWhileHolding robust
died = fails(EOWNERDEAD) { pthread_mutex_lock robust }
say "The next one hears of it: $died.message"
say "It has the lock, and the duty to repair: the sum is ${sum()}."
assert sum() == 70
memory.putInt TO, memory.getInt(TO) + 30
pthread_mutex_consistent robust
pthread_mutex_unlock robust
assert sum() == 100
pthread_mutex_lock robust
pthread_mutex_unlock robust
say 'The money is put where it belongs, the mutex declared consistent: all goes on as if nothing had been.'
fails(EINVAL) { pthread_mutex_consistent robust }

chapter 'Who waits is woken'
child = fork()
child { pthread_mutex_lock robust }
next = thread 'next'
waiting = next.start { fails(EOWNERDEAD) { pthread_mutex_lock robust } }
fails(ETIMEDOUT) { waiting.get 50.ms }
kill child.pid, SIGKILL
waiting.get 5.s
say 'The kernel wakes the one who waits as soon as the owner dies.'
waitpid child.pid
next { pthread_mutex_consistent robust }
next { pthread_mutex_unlock robust }

chapter 'The mistake: not repaired'
dieWhileHolding robust
fails(EOWNERDEAD) { pthread_mutex_lock robust }
// unlocked without pthread_mutex_consistent: it says that nobody knows how to repair
pthread_mutex_unlock robust
lost = fails(ENOTRECOVERABLE) { pthread_mutex_lock robust }
say "For everybody, from now on: $lost.message"
pthread_mutex_destroy robust
say 'Now it can only be destroyed and made anew.'
