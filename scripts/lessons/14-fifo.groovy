// Lesson 14. A FIFO is a pipe with a name, so that programs that are not related find it. Nothing is
// kept in the file: the name only leads to the pipe. See fifo(7).
title 'FIFO: a pipe with a name'

// a fresh folder that goes with the shell
path = "${scratch()}/fifo"

chapter 'Opening waits for the other side'
mkfifo path, 0600
fails(EEXIST) { mkfifo path }
reading = bg { open path }
eventually { reading.call }
say "Nobody writes yet: the reader waits in $reading.call"
w = open path, O_WRONLY
r = reading.get 5.s
say 'A writer came, and both opens returned.'
write w, 'hello'
assert read(r).text == 'hello'
assert new File(path).length() == 0
say 'What is written goes through the pipe; the file stays empty.'

chapter 'The last writer ends the stream, the next one goes on'
w2 = open path, O_WRONLY
close w
fails(ETIMEDOUT) { read r, timeout: 50.ms }
close w2
assert read(r).eof
say 'Of two writers one left: the reader waits on. The second left: end of file.'
w = open path, O_WRONLY
write w, 'again'
assert read(r).text == 'again'
say 'The end of file of a FIFO is not for good: a new writer came, and there is more to read.'
close r
fails(EPIPE) { write w, 'x' }
close w

chapter 'Without waiting'
nobody = fails(ENXIO) { open path, O_WRONLY | O_NONBLOCK }
say "Nobody reads, and the writer does not want to wait: $nobody.message"
// a reader that does not wait is let in at once; it sees the end of file as long as nobody writes
r = open path, O_RDONLY | O_NONBLOCK
assert read(r).eof
w = open path, O_WRONLY | O_NONBLOCK
fails(EAGAIN) { read r }
say 'read: end of file without a writer, EAGAIN with one that has written nothing.'
// on Linux O_RDWR never waits: it is its own other side, so a server uses it to see no end of file
both = open path, O_RDWR
[w, r].each { close it }
write both, 'to myself'
assert read(both).text == 'to myself'

chapter 'The name can go, the pipe stays'
unlink path
write both, 'still here'
assert read(both).text == 'still here'
fails(ENOENT) { open path }
say 'The name is removed. Who has the pipe open goes on, nobody else finds it.'
close both
