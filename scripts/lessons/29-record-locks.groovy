// Lesson 29. Record locks: a process locks a range of bytes of a file. The lock belongs to the
// process, and is lost more easily than expected. See fcntl_locking(2), lockf(3).
title 'Record locks, and how they are lost'

accounts = "${scratch()}/accounts"
f = open accounts, O_CREAT | O_RDWR, 0600
write f, 'alice 100\nberta 100\n'
// ten bytes for each account
ALICE = [type: F_WRLCK, whence: SEEK_SET, start: 0, len: 10]
BERTA = [type: F_WRLCK, whence: SEEK_SET, start: 10, len: 10]
child = fork()

chapter 'One process at a time'
fcntl f, F_SETLK, ALICE
child { fails(EAGAIN) { fcntl f, F_SETLK, ALICE } }
say 'The parent has locked the first ten bytes: the child cannot lock them.'
child { fcntl f, F_SETLK, BERTA }
say 'It can lock the other ten: processes that need different records do not wait for each other.'
held = child { fcntl f, F_GETLK, ALICE }
assert held.type == F_WRLCK && held.pid == getpid()
say 'F_GETLK returns the process that holds the lock.'

chapter 'Waiting'
waiting = child.start { fcntl f, F_SETLKW, ALICE }
eventually { locks(f).any { it.waiting } }
locks f // varies
say 'F_SETLKW waits. The table lists a waiting process below the lock that it waits for.'
ring = fails(EDEADLK) { fcntl f, F_SETLKW, BERTA }
say "If the parent waited for the child now, both would wait forever: $ring.message"
fcntl f, F_SETLK, [type: F_UNLCK]
waiting.get 5.s
child { fcntl f, F_SETLK, [type: F_UNLCK] }

chapter 'Readers share'
fcntl f, F_SETLK, [type: F_RDLCK]
child { fcntl f, F_SETLK, [type: F_RDLCK] }
fails(EAGAIN) { fcntl f, F_SETLK, ALICE }
say 'Any number of processes can hold a read lock; a write lock is exclusive.'
child { fcntl f, F_SETLK, [type: F_UNLCK] }

chapter 'Lost by any close of the file'
fcntl f, F_SETLK, ALICE
other = open accounts
close other
say 'The same file was opened again and closed. No process has unlocked anything, and yet:'
assert locks(f).empty
child { fcntl f, F_SETLK, ALICE }
say 'A process loses all its locks on a file when it closes any descriptor for the file.'
say 'A library function that opens, reads and closes the file is enough.'
child { fcntl f, F_SETLK, [type: F_UNLCK] }

chapter 'Not inherited'
fcntl f, F_SETLK, ALICE
heir = fork()
heir { fails(EAGAIN) { fcntl f, F_SETLK, ALICE } }
say 'The child has the descriptor, but not the lock: it is a different process.'
heir { close f }
assert locks(f)*.pid == [getpid()]
say 'Nor does its close release the lock of its parent.'

chapter 'No protection between threads'
worker = thread 'worker'
worker { fcntl f, F_SETLK, ALICE }
say 'Another thread acquires the same lock, without waiting: for the kernel it is the same process.'
say 'Threads, and libraries, need the locks of lesson 30.'

chapter 'Locks are advisory'
child { pwrite f, 'hello', 0 }
say 'The child writes without requesting the lock: only processes that request it are kept out.'

child { exit 0 }
heir { exit 0 }
waitpid child
waitpid heir
close f
