// Lesson 37. Data that only pass through a process need not be copied into its memory and back: splice
// moves them between a pipe and another descriptor inside the kernel, tee duplicates what is in a pipe, sendfile
// sends a file. See splice(2), tee(2), sendfile(2).
title 'Data that stay in the kernel'

chapter 'A pipe in between'
(source, into) = pipe()
(a, b) = socketpair()
write into, 'through the kernel'
// from the pipe to the socket: no buffer of ours is involved
moved = splice source, a, 1000
assert moved == 18
assert recv(b).text == 'through the kernel'
say "$moved bytes went from the pipe to the socket, as many as there were; the process has not seen them."
fails(ETIMEDOUT) { splice source, a, 1, timeout: 50.ms }
fails(EAGAIN) { splice source, a, 1, SPLICE_F_NONBLOCK }
say 'An empty pipe makes splice wait, as it makes read wait; with SPLICE_F_NONBLOCK it does not.'
no = fails(EINVAL) { splice a, b, 1 }
say "One of the two must be a pipe: $no.message"

chapter 'A copy command in two lines'
from = memfd_create 'from'
to = memfd_create 'to'
write from, 'x' * 200_000
lseek from, 0
copied = 0
// the pipe holds 65536 bytes: that is the most that one call moves
while ((n = splice(from, into, 1_000_000)) > 0) { while (n > 0) { n -= step = splice(source, to, n); copied += step } }
assert copied == 200_000 && fstat(to).size == 200_000
assert splice(from, into, 1) == 0
say "$copied bytes were copied through a pipe, in pieces; 0 is end of file."

chapter 'tee: one more reader'
(log, intoLog) = pipe()
write into, 'order 1; order 2'
// both pipes have the data now; the first still has all of them
assert tee(source, intoLog, 1000) == 16
assert ioctl(source, FIONREAD) == 16
assert read(log).text == 'order 1; order 2'
assert splice(source, a, 1000) == 16
assert recv(b).text == 'order 1; order 2'
say 'tee duplicates the data without consuming them: the log got a copy, and the socket the data. tee(1) can be written this way.'
fails(EINVAL) { tee source, a, 1 }

chapter 'sendfile: a file to a socket'
page = memfd_create 'page'
write page, 'HTTP/1.0 200 OK\r\n\r\nhello'
assert sendfile(a, page, 1000, offset: 0) == 24
assert recv(b).text == 'HTTP/1.0 200 OK\r\n\r\nhello'
assert lseek(page, 0, SEEK_CUR) == 24
say 'With an explicit offset sendfile does not change the file offset: several clients can be served from one descriptor.'
assert sendfile(a, page, 1000) == 0
say 'Without one it begins at the file offset, which is at the end here.'
// header and body in one call, from two buffers
assert writev(a, ['HTTP/1.0 404 Not Found\r\n\r\n', 'no such page']) == 38
(header, body) = readv(b, [26, 100])
assert header.text.startsWith('HTTP') && body.text == 'no such page'
say 'writev writes from several buffers in one call, readv reads into several.'

chapter 'The reader is gone'
(source2, into2) = pipe()
write into2, 'x'
close b
gone = fails(EPIPE) { splice source2, a, 1 }
say "$gone.message"

[source, into, a, from, to, log, intoLog, page, source2, into2].each { close it }
