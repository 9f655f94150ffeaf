// Lesson 27. What is open, what it refers to, which process has the other end, and which messages are sent: observing all of
// it while it happens. See proc_pid_fd(5), kcmp(2), sock_diag(7), strace(1).
title 'Looking'

chapter 'A number is not a file'
f = open '/etc/passwd'
g = dup f
h = open '/etc/passwd'
read g, 10
assert lseek(f, 0, SEEK_CUR) == 10
assert lseek(h, 0, SEEK_CUR) == 0
draw() // varies
say 'Three descriptors, two open file descriptions, one file. The offset is in the middle column: 3 and 4 share it, 5 does not.'
assert sameFile(f, g)
assert !sameFile(f, h)
[f, g, h].each { close it }

chapter 'Two ends'
(a, b) = socketpair()
(r, w) = pipe()
write w, 'x' * 20000
send a, 'hello'
fds // varies
draw() // varies
say 'A socketpair is two connected objects, a pipe is one object with two ends. Unread data are in the kernel: the bar shows them.'
assert fds().find { it.number == b.number }.object.received == 5
assert fds().find { it.number == r.number }.object.bytes == 20000

chapter 'After fork'
c = fork()
draw() // varies
say 'There are two descriptor tables, everything else is unchanged: the child has the same numbers, for the same open file descriptions.'
c { close b }
assert sameFile(a, a, pid: c.pid)
fails(EBADF) { c { inspect b } }
c.close()

chapter 'In flight'
m = memfd_create 'parcel'
sendfd a, m
close m
draw() // varies
say 'The descriptor was sent, and no process has it: it is in a message. The file exists as long as the message does.'
recv b, 5
got = recvfd b
assert got.number == m.number
close got

chapter 'Who sends what to whom'
[r, w, a, b].each { close it }
server = shell('server')
client = shell('client')
server { s = socket AF_UNIX, SOCK_DGRAM; bind s, 'name' }
chart = sequence {
    client { c = socket AF_UNIX, SOCK_DGRAM; sendto c, 'ABCDE', 'name' }
    client { sendto c, 'FG', 'name' }
    server { m = recvfrom s, 3 }
    server { m = recvfrom s }
}
say 'Each lane is a process; data received later than they were sent carry a number. draw with a file name, such as x.svg, writes a picture for a slide.'

chapter 'The equivalent C'
client {
    fails(EPROTOTYPE) {
        explain {
            t = socket AF_UNIX, SOCK_STREAM
            connect t, 'name'
        }
    }
}
say 'The line in C, the system call, and what this errno means for this particular call.'
