// Lesson 39. A process ID is a number that can be reused; a pidfd refers to the process itself. The memory of a process
// can be read without its cooperation. See pidfd_open(2), pidfd_getfd(2), waitid(2), process_vm_readv(2).
title 'Pidfds and the memory of processes'

chapter 'A process as a descriptor'
p = spawn('sleep', '1000')
fd = pidfd_open p
assert poll([fd], POLLIN, timeout: 0).isEmpty()
say 'While the process runs, its pidfd is not readable.'
pidfd_send_signal fd, SIGTERM
assert poll([fd], POLLIN, timeout: 10.s).size() == 1
assert waitid(P_PIDFD, fd) == [pid: p.pid, signal: SIGTERM]
say 'It has ended, so its pidfd is readable: one poll loop can wait for sockets and for processes. waitid then returns how it ended.'
fails(ESRCH) { pidfd_send_signal fd, SIGTERM }
say 'A signal sent through a pidfd never reaches another process that has reused the process ID.'
close fd

chapter 'A zombie'
// a child of this child, which is not waited for until the call of waitid below
c = fork()
c { d = fork(); fd = pidfd_open d; d { exit 7 } }
assert c { poll([fd], POLLIN, timeout: 10.s).values()[0] } == POLLIN
c { fails(ESRCH) { pidfd_getfd fd, 0 } }
say 'A zombie: it has ended, and its parent has not waited for it yet. Its descriptors are closed.'
assert c { waitid(P_PIDFD, fd, WEXITED | WNOWAIT).exit } == 7
assert c { waitid(P_PIDFD, fd).exit } == 7
say 'With WNOWAIT the child stays a zombie; without it, the child is reaped.'
assert c { poll([fd], POLLIN, timeout: 0).values()[0] & POLLIN } == POLLIN
c { fails(ECHILD) { waitid P_PIDFD, fd } }
say 'It has been reaped: there is no child left to wait for. Since Linux 6.9, poll then returns POLLHUP as well.'

chapter 'Taking a descriptor'
(r, w) = pipe()
e = fork()
close w
fd = pidfd_open e
w2 = pidfd_getfd fd, 4
write w2, 'through the descriptor of the child'
assert read(r, 7).text == 'through'
assert sameFile(w2, 4, pid: e)
say 'The child has the write end as descriptor 4. It is duplicated here without the cooperation of the child.'

chapter 'Reading the memory of another process'
m = mmap 4096, flags: MAP_PRIVATE | MAP_ANONYMOUS
f = fork()
f { poke m, 0, 'private to the child' }
assert peek(m, 0, 7).bytes.every { it == 0 }
say 'The mapping is private: what the child has written is not visible here.'
assert process_vm_readv(f, m, 20).text == 'private to the child'
say 'process_vm_readv copies it, as a debugger does. The child is not stopped.'
process_vm_writev f, m, 'written from outside'
assert f { peek(m, 0, 20).text } == 'written from outside'
fails(EFAULT) { process_vm_readv f, 4096, 1 }
say 'An address that is not mapped there gives EFAULT, not a crash.'
say 'This requires permission to trace the process: the same user, and no restriction of ptrace(2).'

[c, e, f].each { it.close() }
[r, w2, fd].each { close it }
