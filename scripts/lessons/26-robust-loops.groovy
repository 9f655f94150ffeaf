// Lesson 26. write accepts what it can, read returns what is there, and a signal can interrupt both: what a
// program wants to transfer completely it transfers in a loop. See write(2), read(2), signal(7).
title 'Robust loops'

chapter 'Less than requested'
(r, w) = pipe O_NONBLOCK
taken = write w, 'x' * 100000
assert taken == 65536
say "Of 100000 bytes, a pipe without an active reader accepts $taken, and write returns that. It is not an error: errno is not set."
say 'A program that does not check the result loses the rest.'
[r, w].each { close it }

chapter 'Rare, but possible at any time'
(r, w) = pipe()
assert write(w, 'hello, world') == 12
assert read(r).text == 'hello, world'
say 'This works a thousand times. The case in which it does not is hard to wait for: inject provokes it.'
inject 'write', bytes: 3
assert write(w, 'hello, world') == 3
assert read(r).text == 'hel'
say 'The kernel was really given only three bytes. A signal, a full buffer or a full disk can cause such a result.'
inject 'write', EINTR
fails(EINTR) { write w, 'hello, world' }
assert ioctl(r, FIONREAD) == 0
say 'A signal arrived before any byte was written: EINTR. Nothing is wrong; the call must be repeated.'

chapter 'Writing everything'
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
say 'Two interruptions, three bytes, an interruption, one byte, one byte, the rest: everything arrived, in order.'
inject 'write', bytes: 5
inject 'write', ENOSPC
fails(ENOSPC) { writeAll w, 'hello, world'.bytes }
assert read(r).text == 'hello'
say 'Any other error ends the loop, and what was written before it remains written.'

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
say 'A full non-blocking descriptor gives EAGAIN. Retrying at once would waste processor time; poll waits.'
reader { exit 0 }
waitpid reader
close r

chapter 'Reading an exact number of bytes'
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
say 'A stream has no messages: a program that needs eight bytes must read until it has eight.'
write a, 'leng'
close a
try { readExactly b, 8; assert false } catch (EOFException e) { println e.message }
say 'End of file in the middle of a message is an error: the loop reports it.'
(c, d) = socketpair()
inject 'read', ECONNRESET, after: 1
write c, 'leng'
fails(ECONNRESET) { readExactly d, 8 }
say 'One read succeeded, the next one failed: a connection can break at any byte.'
[b, c, d].each { close it }
