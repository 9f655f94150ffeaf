// Lesson 24. A descriptor that was sent and not yet received: no process has it, yet it is open. See unix(7).
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
say 'The sender has exited, the name is removed, nothing has been received: where is the file?'
fails(ENOENT) { open letter }
g = recvfd here
assert pread(g, 7, 0).text == 'read me'
say 'The message kept the open file description, and that kept the file.'
close g

chapter 'It counts as open'
(r, w) = pipe()
sendfd here, w
close w
fails(ETIMEDOUT) { read r, timeout: 50.ms }
say 'The write end is closed here, but one is in flight: the reader waits, this is not end of file.'
w = recvfd there
write w, 'arrived'
assert read(r).text == 'arrived'
close w
assert read(r).eof

chapter 'The message is never received'
(r, w) = pipe()
sendfd here, w
close w
// the queue of a socket is freed with the socket, and so is everything in it
close there
assert read(r).eof
say 'The receiver closes its socket with the message in the queue: now the descriptor is closed too.'
close here

chapter 'A socket in its own queue'
(a, b) = socketpair()
(c, d) = socketpair()
sendfd a, b
close b
say 'Its only descriptor is in its own queue, where no process can receive it: a reference cycle.'
// the kernel looks for such cycles when a UNIX socket is closed, anywhere on the machine
close c
close d
eventually { poll([a], POLLIN, timeout: 0).size() == 1 }
fails(EPIPE) { send a, 'x', MSG_NOSIGNAL }
say 'It has found the cycle and freed it, like a garbage collector: the other end is gone.'
close a
close r
