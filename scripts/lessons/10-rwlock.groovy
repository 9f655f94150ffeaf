// Lesson 10. A reader-writer lock admits many readers, or one writer.
// See pthread_rwlock_rdlock(3p).
title 'Reader-writer lock'

memory = mmap 4096
lock = pthread_rwlock_init memory, 0, pshared: true
child = fork()
reader = thread 'reader'
writer = thread 'writer'

chapter 'Many readers'
pthread_rwlock_rdlock lock
reader { pthread_rwlock_rdlock lock }
child { pthread_rwlock_rdlock lock }
say 'The parent, another thread and another process hold it for reading at the same time.'
fails(EBUSY) { pthread_rwlock_trywrlock lock }
child { fails(EBUSY) { pthread_rwlock_trywrlock lock } }
say 'Meanwhile writing is not possible: trywrlock fails with EBUSY.'

chapter 'The writer waits for the last reader'
writing = writer.start { pthread_rwlock_wrlock lock }
pthread_rwlock_unlock lock
reader { pthread_rwlock_unlock lock }
fails(ETIMEDOUT) { writing.get 50.ms }
child { pthread_rwlock_unlock lock }
writing.get 5.s
say 'Two readers unlocked, and the writer still waited; the third unlocked, and the writer has the lock.'

chapter 'One writer'
fails(EBUSY) { pthread_rwlock_tryrdlock lock }
fails(EBUSY) { pthread_rwlock_trywrlock lock }
fails(ETIMEDOUT) { pthread_rwlock_timedrdlock lock, 0.05 }
fails(ETIMEDOUT) { pthread_rwlock_timedwrlock lock, 0.05 }
writer { fails(EDEADLK) { pthread_rwlock_wrlock lock } }
say 'While one thread writes, no other reads or writes; if it locks again itself, it gets EDEADLK.'
reading = child.start { pthread_rwlock_rdlock lock; memory.getInt 256 }
writer { memory.putInt 256, 1 }
writer { memory.putInt 256, 2 }
writer { pthread_rwlock_unlock lock }
assert reading.get(5.s) == 2
say 'A reader sees the state before or after the writer, nothing in between.'

chapter 'Who goes first'
// the child still reads; a writer waits; now another reader arrives
writing = writer.start { pthread_rwlock_wrlock lock }
fails(ETIMEDOUT) { writing.get 50.ms }
reader { pthread_rwlock_tryrdlock lock }
say 'A writer waits, and a new reader is admitted before it: glibc prefers readers.'
say 'As long as there is always at least one reader, the writer never gets the lock.'
reader { pthread_rwlock_unlock lock }
child { pthread_rwlock_unlock lock }
writing.get 5.s
writer { pthread_rwlock_unlock lock }

pthread_rwlock_destroy lock
