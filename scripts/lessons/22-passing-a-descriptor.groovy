// Lesson 22. A UNIX socket carries open descriptors: the receiver gets a new descriptor for the same open
// file description, and with it the offset. See unix(7), SCM_RIGHTS.
title 'Passing a descriptor'

chapter 'From one process to another'
(here, there) = socketpair()
child = fork()
// opened after fork: the child does not have it
f = open "${scratch()}/book", O_CREAT | O_RDWR, 0600
write f, 'abcdefghij'
lseek f, 0
assert read(f, 3).text == 'abc'
say 'Three bytes are read here. Now the descriptor is sent, with one byte of data to carry it.'
sendfd here, f
child { g = recvfd there }
child { assert read(g, 3).text == 'def' }
say 'The other process continues where this one stopped.'
assert lseek(f, 0, SEEK_CUR) == 6
say 'And this one sees it: there is one offset, in the open file description to which both descriptors refer.'
assert sameFile(f, g, pid: child)

chapter 'What is shared, and what is not'
child { fcntl g, F_SETFL, O_APPEND }
assert fcntl(f, F_GETFL) & O_APPEND
say 'The status flags belong to the open file description: set there, seen here.'
fcntl f, F_SETFD, FD_CLOEXEC
child { assert fcntl(g, F_GETFD) == 0 }
say 'FD_CLOEXEC belongs to the descriptor: each process has its own. recvmsg with MSG_CMSG_CLOEXEC sets it.'
close f
child { assert pread(g, 3, 0).text == 'abc' }
say 'Closed here, it is still open there.'

chapter 'Several descriptors, of any kind'
(r, w) = pipe()
m = memfd_create 'notes'
assert sendmsg(here, 'three', fds: [r, m, here]) == 5
child {
    got = recvmsg there
    assert got.text == 'three' && got.fds.size() == 3
    write got.fds[1], 'from the child'
}
assert pread(m, 100, 0).text == 'from the child'
say 'A pipe, memory, even the socket itself: any open descriptor.'

chapter 'What gets lost'
// each one that was passed is open once more: a receiver that does not ask for them loses them
sendmsg here, 'take', fds: [w, w]
child {
    got = recvmsg there, 100, 0, control: 20
    assert got.fds.size() == 1 && got.controlTruncated
}
say 'Space for one, two sent: MSG_CTRUNC, and the second one is closed.'
sendfd here, w
child { assert recv(there).size == 1 }
say 'recv returns only the data; the descriptor that came with them is silently closed.'
closed = dup w
close closed
fails(EBADF) { sendfd here, closed }
fails(EINVAL) { sendmsg here, 'x', fds: [w] * 254 }
say 'A message carries at most 253.'

child { exit 0 }
waitpid child
[here, there, r, w, m].each { close it }
