// Exercise 15. A lock that gets lost. See fcntl_locking(2); lessons 29 and 30.
title 'The lock that a library loses'

// == task ==
// This shell wants to have the first ten bytes of the file locked against other processes, through f, also while and
// after lookUp is called; lookUp is code of others and must stay as it is. With F_SETLK the lock gets lost. Take a lock
// that stays. (Begin with looking: locks f before and after lookUp.)

// == start ==
path = "${scratch()}/data"
f = open path, O_CREAT | O_RDWR, 0600
write f, 'x' * 100
lookUp = { -> def g = open(path); try { pread(g, 10, 0).text } finally { close g } }
other = fork()
other { o = open path, O_RDWR }
fcntl f, F_SETLK, [type: F_WRLCK, start: 0, len: 10]

// == check ==
// the first ten bytes are locked
def kept = null
try { other { fcntl o, F_OFD_SETLK, [type: F_WRLCK, start: 0, len: 10] } } catch (SysException e) { kept = e.errno }
if (kept == null) other { fcntl o, F_OFD_SETLK, [type: F_UNLCK, start: 0, len: 10] }
assert kept == EAGAIN : 'another process can lock them'

// they are still locked after lookUp
lookUp()
def kept = null
try { other { fcntl o, F_OFD_SETLK, [type: F_WRLCK, start: 0, len: 10] } } catch (SysException e) { kept = e.errno }
if (kept == null) other { fcntl o, F_OFD_SETLK, [type: F_UNLCK, start: 0, len: 10] }
assert kept == EAGAIN : 'after lookUp another process can lock them'

// the rest of the file is not locked
def free = true
try { other { fcntl o, F_OFD_SETLK, [type: F_WRLCK, start: 10, len: 10] } } catch (SysException e) { free = false }
if (free) other { fcntl o, F_OFD_SETLK, [type: F_UNLCK, start: 10, len: 10] }
assert free : 'more than ten bytes are locked'

// == hints ==
// A process that closes any descriptor of a file loses all its record locks of that file.

// An open file description lock belongs to the open file description, not to the process.

// fcntl f, F_OFD_SETLK, [type: F_WRLCK, start: 0, len: 10] - and the record lock of the same process is in the way:
// give it up first.

// == solution ==
fcntl f, F_SETLK, [type: F_UNLCK, start: 0, len: 10]
fcntl f, F_OFD_SETLK, [type: F_WRLCK, start: 0, len: 10]

// == wrong: locks again in the same way ==
lookUp()
fcntl f, F_SETLK, [type: F_WRLCK, start: 0, len: 10]

// == wrong: locks the whole file ==
fcntl f, F_SETLK, [type: F_UNLCK, start: 0, len: 10]
fcntl f, F_OFD_SETLK, [type: F_WRLCK]
