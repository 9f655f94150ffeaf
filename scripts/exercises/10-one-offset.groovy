// Exercise 10. Two processes that read one file together. See open(2), unix(7); lessons 22 and 23.
title 'One offset for two'

// == task ==
// This shell reads a book through f. The child is to continue where this shell stopped, and this shell where the child
// stopped: both need the same open file description. Let the child have it as g (it was forked before the book was
// opened), connected with this shell by the socket pair here (this shell) and there (child).

// == start ==
(here, there) = socketpair()
child = fork()
g = null
f = open "${scratch()}/book", O_CREAT | O_RDWR, 0600
write f, 'abcdefghijklmnopqrstuvwxyz'
lseek f, 0
read f, 3

// == check ==
// g of the child refers to the same open file description as f
def same = false
def reason = 'g is not assigned'
try { if (g != null) { same = sameFile(f, g, pid: child); reason = 'g is another one' } } catch (Throwable e) { reason = e.message }
assert same : reason

// reading in the child moves the offset of f
def before = lseek(f, 0, SEEK_CUR)
def moved = 0
def failed = null
try { child { read g, 1 }; moved = lseek(f, 0, SEEK_CUR) - before } catch (Throwable e) { failed = e.message } finally { lseek f, before }
assert moved == 1 : failed ?: 'the offset of f stays as it was'

// == hints ==
// Opening the file again creates another open file description, with its own offset.

// A UNIX domain socket carries descriptors: sendfd here, f

// child { g = recvfd there }

// == solution ==
sendfd here, f
child { g = recvfd there }

// == wrong: opens the file again ==
name = readlink "/proc/self/fd/${f.number}"
child { g = open name, O_RDWR }

// == wrong: does not receive ==
sendfd here, f
