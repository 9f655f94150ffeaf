// Lesson 12. A pipe is a stream of bytes with one direction: what goes in at the write end comes out
// at the read end, in order, as long as somebody holds the other end. See pipe(7).
title 'Pipe: bytes in, bytes out'

chapter 'A stream with one direction'
(r, w) = pipe()
write w, 'one'
write w, 'two'
// the reader cannot tell that there were two writes
assert read(r).text == 'onetwo'
// nor does it get all at once if it asks for less
write w, 'abcdef'
assert read(r, 4).text == 'abcd'
assert read(r, 4).text == 'ef'
say 'Two writes came out as one; one write came out in two parts. A pipe keeps bytes, not messages.'
fails(EBADF) { write r, 'x' }
fails(EBADF) { read w }
say 'Each end does one thing: writing to the read end is EBADF, and so is reading from the write end.'

chapter 'An empty pipe makes the reader wait, a full one the writer'
fails(ETIMEDOUT) { read r, timeout: 50.ms }
fcntl w, F_SETFL, O_NONBLOCK
taken = write w, new byte[1_000_000]
say "A pipe holds ${fcntl w, F_GETPIPE_SZ} bytes. Of a million it took $taken and no more:"
assert taken == fcntl(w, F_GETPIPE_SZ)
full = fails(EAGAIN) { write w, 'x' }
say "  $full.message"
fcntl w, F_SETFL, 0
// without O_NONBLOCK the same write waits until the reader has made room
writer = bg { write w, 'x' }
eventually { writer.call }
say "A blocking write waits in the kernel: $writer.call"
read r, 4096
assert writer.get(5.s) == 1
say 'The reader took 4096 bytes, and the write went on.'
// the size is a power of two; asking for 100000 gives the next one
assert fcntl(w, F_SETPIPE_SZ, 100_000) == 131_072

chapter 'The end'
(r2, w2) = pipe()
write w2, 'last words'
close w2
assert read(r2).text == 'last words'
assert read(r2).eof
say 'No writer is left: first the rest is read, then read gives 0 bytes, the end of file.'
(r3, w3) = pipe()
close r3
broken = fails(EPIPE) { write w3, 'is there anybody?' }
say "No reader is left: $broken.message"
say 'A C program would also get SIGPIPE, which ends it unless it takes care; the shell ignores it.'

chapter 'The forgotten end'
(r4, w4) = pipe()
child = fork()
close w4
// the child inherited a write end, and has not closed it
fails(ETIMEDOUT) { read r4, timeout: 50.ms }
child { close w4 }
assert read(r4).eof
say 'The end of file comes when the last write end is closed, everywhere. A write end that somebody'
say 'forgot to close, most often the reader itself, makes the reader wait for ever.'

[r, w, r2, w3, r4].each { close it }
