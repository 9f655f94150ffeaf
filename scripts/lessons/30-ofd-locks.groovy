// Lesson 30. Open file description locks: ranges of bytes as in lesson 29, but with the ownership of flock
// locks. See F_OFD_SETLK in fcntl_locking(2), flock(2).
title 'Open file description locks'

path = "${scratch()}/data"
f = open path, O_CREAT | O_RDWR, 0600
write f, 'x' * 100
FIRST = [type: F_WRLCK, whence: SEEK_SET, start: 0, len: 10]

chapter 'Each open creates an owner'
fcntl f, F_OFD_SETLK, FIRST
g = open path, O_RDWR
fails(EAGAIN) { fcntl g, F_OFD_SETLK, FIRST }
say 'The second open, in the same process, cannot get the lock: it created another open file description.'
copy = dup f
fcntl copy, F_OFD_SETLK, FIRST
say 'A duplicate already holds it.'
close copy

chapter 'Threads'
worker = thread 'worker'
waiting = worker.start { fcntl g, F_OFD_SETLKW, FIRST }
eventually { locks(f).any { it.waiting } }
locks f // varies
say 'If each thread opens the file itself, the locks exclude each other.'
fcntl f, F_OFD_SETLK, [type: F_UNLCK]
waiting.get 5.s
fcntl g, F_OFD_SETLK, [type: F_UNLCK]

chapter 'A close elsewhere does no harm'
fcntl f, F_OFD_SETLK, FIRST
other = open path
close other
assert locks(f).size() == 1
say 'In lesson 29 this close lost the lock. This one is held until the last descriptor for the open file description of f is closed.'

chapter 'Inherited'
child = fork()
child { fcntl f, F_OFD_SETLK, [type: F_WRLCK, start: 0, len: 20] }
assert locks(f)*.end == [19]
say 'The child shares the open file description, and so the lock, which it has extended.'
told = fcntl(g, F_OFD_GETLK, FIRST)
assert told.pid == -1
say "It belongs to no process, but to an open file description: F_OFD_GETLK returns pid $told.pid."
locks f // varies
say 'The shell finds the owner among the descriptors.'

chapter 'They conflict with record locks, but not with flock'
fails(EAGAIN) { fcntl g, F_SETLK, FIRST }
say 'A record lock on the same bytes is refused, even to the same process.'
flock g, LOCK_EX
say 'flock locks are a separate kind, for whole files; the two kinds do not conflict.'
locks f // varies
flock g, LOCK_UN

chapter 'A deadlock that is not detected'
// the kernel detects deadlocks of record locks (F_SETLKW fails with EDEADLK), but not of these
fcntl g, F_OFD_SETLK, [type: F_WRLCK, start: 50, len: 10]
waiting = worker.start { fcntl g, F_OFD_SETLKW, FIRST }
eventually { locks(f).any { it.waiting } }
fails(ETIMEDOUT) { fcntl f, F_OFD_SETLKW, [type: F_WRLCK, start: 50, len: 10], timeout: 100.ms }
say 'Each waited for the other. No EDEADLK: a program must prevent this itself, or wait with a timeout.'

chapter 'The end'
close f
assert locks(g).any { it.waiting }
say 'f is closed here; the child still has the open file description, and so the lock: the worker waits.'
child { exit 0 }
waiting.get 5.s
say 'With the last descriptor the open file description is gone, and so is its lock.'
waitpid child
close g
