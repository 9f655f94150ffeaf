// Lesson 24. A descriptor that was sent and not yet received: no process has it, and it is open. See unix(7).
title 'A descriptor in flight'

chapter 'The sender exits'
(here, there) = socketpair()
sender = fork()
letter = "${scratch()}/letter"
sender {
    f = open letter, O_CREAT | O_RDWR, 0600
    write f, 'read me'
    sendfd there, f
    unlink letter
    exit 0
}
waitpid sender
say 'The sender has ended, the name is removed, nobody has received: where is the file?'
fails(ENOENT) { open letter }
g = recvfd here
assert pread(g, 7, 0).text == 'read me'
say 'The message held the open file description, and that the file.'
close g

chapter 'It counts as open'
(r, w) = pipe()
sendfd here, w
close w
fails(ETIMEDOUT) { read r, timeout: 50.ms }
say 'The write end is closed here, but one is under way: the reader waits, it is no end of file.'
w = recvfd there
write w, 'arrived'
assert read(r).text == 'arrived'
close w
assert read(r).eof

chapter 'The message is never received'
(r, w) = pipe()
sendfd here, w
close w
// the queue of a socket goes with the socket, and with it what is in it
close there
assert read(r).eof
say 'The receiver closes its socket with the message in the queue: now the descriptor is closed too.'
close here

chapter 'A socket within itself'
(a, b) = socketpair()
(c, d) = socketpair()
sendfd a, b
close b
say 'Its only number is in its own queue, where nobody can receive it: the socket is a circle of its own.'
// the kernel looks for such circles when a UNIX socket is closed, anywhere on the machine
close c
close d
eventually { poll([a], POLLIN, timeout: 0).size() == 1 }
fails(EPIPE) { send a, 'x', MSG_NOSIGNAL }
say 'It has found the circle and collected it, as a garbage collector: the other end is gone.'
close a
close r
