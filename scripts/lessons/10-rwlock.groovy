// Lesson 10. A reader-writer lock lets in many who only look, or one who changes something.
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
say 'The parent, another thread and another process read at the same time.'
fails(EBUSY) { pthread_rwlock_trywrlock lock }
child { fails(EBUSY) { pthread_rwlock_trywrlock lock } }
say 'Nobody may write meanwhile: trywrlock says EBUSY.'

chapter 'The writer waits for the last reader'
writing = writer.start { pthread_rwlock_wrlock lock }
pthread_rwlock_unlock lock
reader { pthread_rwlock_unlock lock }
fails(ETIMEDOUT) { writing.get 50.ms }
child { pthread_rwlock_unlock lock }
writing.get 5.s
say 'Two readers left, and the writer waited on; the third left, and it is in.'

chapter 'One writer'
fails(EBUSY) { pthread_rwlock_tryrdlock lock }
fails(EBUSY) { pthread_rwlock_trywrlock lock }
fails(ETIMEDOUT) { pthread_rwlock_timedrdlock lock, 0.05 }
fails(ETIMEDOUT) { pthread_rwlock_timedwrlock lock, 0.05 }
writer { fails(EDEADLK) { pthread_rwlock_wrlock lock } }
say 'While one writes, nobody else reads or writes; locking again oneself is EDEADLK.'
reading = child.start { pthread_rwlock_rdlock lock; memory.getInt 256 }
writer { memory.putInt 256, 1 }
writer { memory.putInt 256, 2 }
writer { pthread_rwlock_unlock lock }
assert reading.get(5.s) == 2
say 'A reader sees what was there before the writer or what is there after it, nothing in between.'

chapter 'Who goes first'
// the child still reads; a writer waits; now another reader comes
writing = writer.start { pthread_rwlock_wrlock lock }
fails(ETIMEDOUT) { writing.get 50.ms }
reader { pthread_rwlock_tryrdlock lock }
say 'A writer waits, and a new reader is let in before it: glibc prefers readers.'
say 'As long as readers come and go so that one is always there, the writer never gets in.'
reader { pthread_rwlock_unlock lock }
child { pthread_rwlock_unlock lock }
writing.get 5.s
writer { pthread_rwlock_unlock lock }

pthread_rwlock_destroy lock
