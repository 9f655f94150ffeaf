// Lesson 26. write takes what it can, read gives what is there, and a signal can interrupt both: what a
// program wants to be whole it does in a loop. See write(2), read(2), signal(7).
title 'Robust loops'

chapter 'Less than was given'
(r, w) = pipe O_NONBLOCK
taken = write w, 'x' * 100000
assert taken == 65536
say "Of 100000 bytes a pipe that nobody reads takes $taken, and says so. That is no error: errno is not set."
say 'Whoever does not look at the result has lost the rest.'
[r, w].each { close it }

chapter 'Seldom, but at any time'
(r, w) = pipe()
assert write(w, 'hello, world') == 12
assert read(r).text == 'hello, world'
say 'This works a thousand times. The case in which it does not is hard to wait for: inject makes it come.'
inject 'write', bytes: 3
assert write(w, 'hello, world') == 3
assert read(r).text == 'hel'
say 'The kernel was really given three bytes. Such a result comes from a signal, a full buffer, a full disk.'
inject 'write', EINTR
fails(EINTR) { write w, 'hello, world' }
assert ioctl(r, FIONREAD) == 0
say 'A signal came before a byte was taken: EINTR. Nothing is wrong; it has to be tried again.'

chapter 'All of it'
def writeAll(fd, byte[] data) {
    int done = 0
    while (done < data.length) {
        try {
            done += write fd, Arrays.copyOfRange(data, done, data.length)
        } catch (SysException e) {
            if (e.errno != EINTR) throw e
        }
    }
    done
}
inject 'write', EINTR, times: 2
inject 'write', bytes: 3
inject 'write', EINTR
inject 'write', bytes: 1, times: 2
inject()
assert writeAll(w, 'hello, world'.bytes) == 12
assert read(r).text == 'hello, world'
assert inject().isEmpty()
say 'Two interruptions, three bytes, an interruption, one byte, one byte, the rest: all of it arrived, in order.'
inject 'write', bytes: 5
inject 'write', ENOSPC
fails(ENOSPC) { writeAll w, 'hello, world'.bytes }
assert read(r).text == 'hello'
say 'Every other error ends the loop, and what was written before it stays written.'

chapter 'Not now'
def writeAllSoon(fd, byte[] data) {
    int done = 0
    while (done < data.length) {
        try {
            done += write fd, Arrays.copyOfRange(data, done, data.length)
        } catch (SysException e) {
            if (e.errno == EAGAIN) poll([fd], POLLOUT)
            else if (e.errno != EINTR) throw e
        }
    }
    done
}
fcntl w, F_SETFL, O_NONBLOCK
reader = fork()
reader { close w }
counted = reader.start {
    def n = 0
    for (def m = read(r); !m.eof; m = read(r)) n += m.size
    n
}
inject 'write', EAGAIN, times: 3
assert writeAllSoon(w, new byte[300000]) == 300000
close w
assert counted.get(5.s) == 300000
say 'A non-blocking descriptor that is full says EAGAIN. Trying at once again would burn the processor; poll waits.'
reader { exit 0 }
waitpid reader
close r

chapter 'So many bytes'
(a, b) = socketpair()
def readExactly(fd, int n) {
    def got = new ByteArrayOutputStream()
    while (got.size() < n) {
        try {
            def m = read fd, n - got.size()
            if (m.eof) throw new EOFException("${got.size()} of $n bytes")
            got.write m.bytes
        } catch (SysException e) {
            if (e.errno != EINTR) throw e
        }
    }
    got.toByteArray()
}
inject 'read', bytes: 2
inject 'read', EINTR
write a, 'length00payload'
assert new String(readExactly(b, 8)) == 'length00'
assert new String(readExactly(b, 7)) == 'payload'
say 'A stream has no messages: who wants eight bytes reads until there are eight.'
write a, 'leng'
close a
try { readExactly b, 8; assert false } catch (EOFException e) { println e.message }
say 'The end in the middle of a message is no end of file as it should be: the loop says so.'
(c, d) = socketpair()
inject 'read', ECONNRESET, after: 1
write c, 'leng'
fails(ECONNRESET) { readExactly d, 8 }
say 'One read passed, the next one failed: a connection can break at any byte.'
[b, c, d].each { close it }
