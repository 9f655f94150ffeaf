// Lesson 30. Locks of the open file description: ranges of bytes as in lesson 29, owned as the locks of
// flock are. See F_OFD_SETLK in fcntl_locking(2), flock(2).
title 'Locks of the open file description'

path = "${scratch()}/data"
f = open path, O_CREAT | O_RDWR, 0600
write f, 'x' * 100
FIRST = [type: F_WRLCK, whence: SEEK_SET, start: 0, len: 10]

chapter 'Each open is an owner'
fcntl f, F_OFD_SETLK, FIRST
g = open path, O_RDWR
fails(EAGAIN) { fcntl g, F_OFD_SETLK, FIRST }
say 'The second open, in the same process, does not get the lock: it is another open file description.'
copy = dup f
fcntl copy, F_OFD_SETLK, FIRST
say 'A duplicate has it already.'
close copy

chapter 'Threads'
worker = thread 'worker'
waiting = worker.start { fcntl g, F_OFD_SETLKW, FIRST }
eventually { locks(f).any { it.waiting } }
locks f // varies
say 'Each thread opens the file for itself: then they exclude each other.'
fcntl f, F_OFD_SETLK, [type: F_UNLCK]
waiting.get 5.s
fcntl g, F_OFD_SETLK, [type: F_UNLCK]

chapter 'A close elsewhere does no harm'
fcntl f, F_OFD_SETLK, FIRST
other = open path
close other
assert locks(f).size() == 1
say 'In lesson 29 this close lost the lock. This one is held by f, until the last descriptor of f is closed.'

chapter 'Inherited'
child = fork()
child { fcntl f, F_OFD_SETLK, [type: F_WRLCK, start: 0, len: 20] }
assert locks(f)*.end == [19]
say 'The child has the same open file description, and so the same lock: it has extended it.'
told = fcntl(g, F_OFD_GETLK, FIRST)
assert told.pid == -1
say "Who has it? No process, but an open file description: F_OFD_GETLK says pid $told.pid."
locks f // varies
say 'The shell finds it among the descriptors.'

chapter 'They meet record locks, but not those of flock'
fails(EAGAIN) { fcntl g, F_SETLK, FIRST }
say 'A record lock on the same bytes is refused, even to the same process.'
flock g, LOCK_EX
say 'flock is another kind: it locks the whole file, and does not see these locks, nor they it.'
locks f // varies
flock g, LOCK_UN

chapter 'A ring that nobody breaks'
// the kernel looks for deadlocks among record locks, F_SETLKW: EDEADLK. Not among these.
fcntl g, F_OFD_SETLK, [type: F_WRLCK, start: 50, len: 10]
waiting = worker.start { fcntl g, F_OFD_SETLKW, FIRST }
eventually { locks(f).any { it.waiting } }
fails(ETIMEDOUT) { fcntl f, F_OFD_SETLKW, [type: F_WRLCK, start: 50, len: 10], timeout: 100.ms }
say 'Each waited for the other. No EDEADLK: a program must prevent this itself, or wait with a limit.'

chapter 'The end'
close f
assert locks(g).any { it.waiting }
say 'f is closed here; the child still has the description, and so its lock: the worker waits.'
child { exit 0 }
waiting.get 5.s
say 'With the last descriptor the open file description is gone, and so is its lock.'
waitpid child
close g
