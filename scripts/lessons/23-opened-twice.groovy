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
say 'Both begin at the beginning: each open(2) makes an open file description with an offset of its own.'
assert !sameFile(f, other)
say 'One file, and sameFile says no: it compares open file descriptions (kcmp), not files.'

chapter 'One open, many numbers'
copy = dup f
(a, b) = socketpair()
sendfd a, f
passed = recvfd b
child = fork()
assert read(copy, 1).text == 'd'
assert read(passed, 1).text == 'e'
child { assert read(f, 1).text == 'f' }
say 'dup, a message, fork: the offset is one, whoever reads.'
assert sameFile(f, copy) && sameFile(f, passed) && sameFile(f, f, pid: child)
assert lseek(f, 0, SEEK_CUR) == 6 && lseek(other, 0, SEEK_CUR) == 3

chapter 'Two writers'
// without O_APPEND each writes where its own offset is
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
say 'With O_APPEND each write goes to the end, whoever writes.'

chapter 'What else goes with the open file description'
flock f, LOCK_EX
assert flock(copy, LOCK_EX | LOCK_NB) == 0
child { assert flock(f, LOCK_EX | LOCK_NB) == 0 }
fails(EAGAIN) { flock other, LOCK_EX | LOCK_NB }
say 'A lock by flock: a duplicate has it already, the second open does not get it, in the same process.'
close f
close copy
close passed
fails(EAGAIN) { flock other, LOCK_EX | LOCK_NB }
say 'All closed here, but the child has a number for it still: the lock holds.'
child { exit 0 }
waitpid child
assert flock(other, LOCK_EX | LOCK_NB) == 0
say 'With the last number the open file description is gone, and its lock.'

[other, a, b, one, two].each { close it }
