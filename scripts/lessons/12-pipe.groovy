// Lesson 12. A pipe is a unidirectional stream of bytes: what is written at the write end is read
// at the read end, in order, as long as the other end is open. See pipe(7).
title 'Pipe: bytes in, bytes out'

chapter 'A unidirectional stream'
(r, w) = pipe()
write w, 'one'
write w, 'two'
// the reader cannot tell that there were two writes
assert read(r).text == 'onetwo'
// nor does it get everything at once if it asks for less
write w, 'abcdef'
assert read(r, 4).text == 'abcd'
assert read(r, 4).text == 'ef'
say 'Two writes were read as one; one write was read in two parts. A pipe carries bytes, not messages.'
fails(EBADF) { write r, 'x' }
fails(EBADF) { read w }
say 'Each end has one use: writing to the read end gives EBADF, and so does reading from the write end.'

chapter 'An empty pipe blocks the reader, a full one the writer'
fails(ETIMEDOUT) { read r, timeout: 50.ms }
fcntl w, F_SETFL, O_NONBLOCK
taken = write w, new byte[1_000_000]
say "A pipe holds ${fcntl w, F_GETPIPE_SZ} bytes. Of a million it accepted $taken and no more:"
assert taken == fcntl(w, F_GETPIPE_SZ)
full = fails(EAGAIN) { write w, 'x' }
say "  $full.message"
fcntl w, F_SETFL, 0
// without O_NONBLOCK the same write blocks until the reader has made space
writer = bg { write w, 'x' }
eventually { writer.call }
say "A blocking write waits in the kernel: $writer.call"
read r, 4096
assert writer.get(5.s) == 1
say 'The reader took 4096 bytes, and the write continued.'
// the size is a power of two; asking for 100000 gives the next one
assert fcntl(w, F_SETPIPE_SZ, 100_000) == 131_072

chapter 'The end'
(r2, w2) = pipe()
write w2, 'last words'
close w2
assert read(r2).text == 'last words'
assert read(r2).eof
say 'No writer is left: first the rest is read, then read returns 0 bytes, the end of file.'
(r3, w3) = pipe()
close r3
broken = fails(EPIPE) { write w3, 'is there anybody?' }
say "No reader is left: $broken.message"
say 'A C program would also get SIGPIPE, which terminates it unless it is ignored or handled; the shell ignores it.'

chapter 'The forgotten end'
(r4, w4) = pipe()
child = fork()
close w4
// the child inherited a write end, and did not close it
fails(ETIMEDOUT) { read r4, timeout: 50.ms }
child { close w4 }
assert read(r4).eof
say 'End of file occurs when the last write end is closed, in every process. A write end that a process'
say 'forgot to close, most often the reader itself, makes the reader wait forever.'

[r, w, r2, w3, r4].each { close it }
