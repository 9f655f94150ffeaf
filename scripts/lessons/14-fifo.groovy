// Lesson 14. A FIFO is a pipe with a name, so that unrelated programs can find it. Nothing is
// stored in the file: the name only leads to the pipe. See fifo(7).
title 'FIFO: a pipe with a name'

// a new directory, removed when the shell ends
path = "${scratch()}/fifo"

chapter 'Opening blocks until the other end is opened'
mkfifo path, 0600
fails(EEXIST) { mkfifo path }
reading = bg { open path }
eventually { reading.call }
say "There is no writer yet: the reader blocks in $reading.call"
w = open path, O_WRONLY
r = reading.get 5.s
say 'A writer arrived, and both opens returned.'
write w, 'hello'
assert read(r).text == 'hello'
assert new File(path).length() == 0
say 'The data pass through the pipe; the file stays empty.'

chapter 'The last writer ends the stream, the next one resumes it'
w2 = open path, O_WRONLY
close w
fails(ETIMEDOUT) { read r, timeout: 50.ms }
close w2
assert read(r).eof
say 'One of two writers closed: the reader still waits. The second closed: end of file.'
w = open path, O_WRONLY
write w, 'again'
assert read(r).text == 'again'
say 'End of file on a FIFO is not final: a new writer arrived, and there is more to read.'
close r
fails(EPIPE) { write w, 'x' }
close w

chapter 'Without waiting'
nobody = fails(ENXIO) { open path, O_WRONLY | O_NONBLOCK }
say "There is no reader, and the writer opens without blocking: $nobody.message"
// a non-blocking open for reading succeeds at once; read gives end of file as long as there is no writer
r = open path, O_RDONLY | O_NONBLOCK
assert read(r).eof
w = open path, O_WRONLY | O_NONBLOCK
fails(EAGAIN) { read r }
say 'read: end of file without a writer, EAGAIN with one that has written nothing.'
// on Linux O_RDWR never blocks: the process is its own other end, so a server uses it to avoid end of file
both = open path, O_RDWR
[w, r].each { close it }
write both, 'to myself'
assert read(both).text == 'to myself'

chapter 'The name is removed, the pipe remains'
unlink path
write both, 'still here'
assert read(both).text == 'still here'
fails(ENOENT) { open path }
say 'The name is removed. Processes that have the pipe open can use it, no other can open it.'
close both
