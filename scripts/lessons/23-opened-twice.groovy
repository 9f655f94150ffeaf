// Lesson 23. The same file, opened twice: two open file descriptions, two offsets. Passed, inherited or
// duplicated it is one. See open(2), dup(2), fork(2), kcmp(2).
title 'The same file, opened twice'

book = "${scratch()}/book"
f = open book, O_CREAT | O_RDWR, 0600
write f, 'abcdefghij'
lseek f, 0

chapter 'Two opens are two offsets'
other = open book, O_RDWR
assert read(f, 3).text == 'abc'
assert read(other, 3).text == 'abc'
say 'Both start at offset 0: each open(2) creates an open file description with its own offset.'
assert !sameFile(f, other)
say 'One file, yet sameFile returns false: it compares open file descriptions (kcmp), not files.'

chapter 'One open, many descriptors'
copy = dup f
(a, b) = socketpair()
sendfd a, f
passed = recvfd b
child = fork()
assert read(copy, 1).text == 'd'
assert read(passed, 1).text == 'e'
child { assert read(f, 1).text == 'f' }
say 'dup, a message, fork: there is one offset, whichever descriptor is read.'
assert sameFile(f, copy) && sameFile(f, passed) && sameFile(f, f, pid: child)
assert lseek(f, 0, SEEK_CUR) == 6 && lseek(other, 0, SEEK_CUR) == 3

chapter 'Two writers'
// without O_APPEND each writes at its own offset
one = open "${book}.log", O_CREAT | O_WRONLY, 0600
two = open "${book}.log", O_WRONLY
write one, 'first'
write two, 'SEC'
assert new File("${book}.log").text == 'SECst'
say 'Opened twice, the second writer overwrites the first: its offset was still 0.'
fcntl one, F_SETFL, O_APPEND
fcntl two, F_SETFL, O_APPEND
write one, '!'
write two, '?'
assert new File("${book}.log").text == 'SECst!?'
say 'With O_APPEND each write goes to the end, whichever descriptor is used.'

chapter 'What else belongs to the open file description'
flock f, LOCK_EX
assert flock(copy, LOCK_EX | LOCK_NB) == 0
child { assert flock(f, LOCK_EX | LOCK_NB) == 0 }
fails(EAGAIN) { flock other, LOCK_EX | LOCK_NB }
say 'A lock by flock: a duplicate already holds it; the second open, in the same process, does not get it.'
close f
close copy
close passed
fails(EAGAIN) { flock other, LOCK_EX | LOCK_NB }
say 'All are closed here, but the child still has a descriptor for it: the lock remains.'
child { exit 0 }
waitpid child
assert flock(other, LOCK_EX | LOCK_NB) == 0
say 'With the last descriptor the open file description is gone, and so is its lock.'

[other, a, b, one, two].each { close it }
