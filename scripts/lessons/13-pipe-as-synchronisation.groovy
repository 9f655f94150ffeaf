// Lesson 13. Reading from an empty pipe blocks. So a pipe can make a process wait without carrying
// any data that matter: a byte means "go", the end of file means "all are done", bytes in the pipe are
// permits. See pipe(7).
title 'Pipe as synchronisation'

(ready, go) = pipe()
(finished, done) = pipe()
children = (1..3).collect { fork() }
// each closes what it does not use: while it holds `go` itself, it would never see end of file
children.each { c -> c { close go; close finished } }

chapter 'A byte says go'
order = Collections.synchronizedList([])
second = children[0].start { read ready, 1; order << 'second' }
eventually { second.call }
say "The child waits: $second.call"
order << 'first'
write go, '!'
second.get 5.s
assert order == ['first', 'second']
say "Whichever runs faster, the order is ${order.join(', then ')}: the pipe enforces it."

chapter 'A byte releases one, end of file releases all'
waits = { c -> c.start { read(ready, 1).eof ? 'all go' : 'you go' } }
// which of them goes first is not defined
hide { waiting = children.collect(waits) }
eventually { waiting.every { it.call } }
write go, '!'
eventually { waiting.count { it.done } == 1 }
say 'Three children wait; one byte released only one of them. A byte is received by one reader.'
close go
assert waiting*.get(5.s).sort() == ['all go', 'all go', 'you go']
say 'Closing the write end released all the others: every reader sees end of file.'

chapter 'Waiting until all are done'
// each child has inherited a write end; one that is done closes it, or just exits
children[0].call { close done }
children[1].call { close done }
kill children[2].pid, SIGKILL
// the mistake: the waiting process holds a write end itself, and waits for itself
fails(ETIMEDOUT) { read finished, timeout: 50.ms }
say 'Two children are done, one was killed, and the parent still waits: it holds a write end itself.'
close done
assert read(finished, timeout: 5.s).eof
say 'Now it is closed, and end of file means: all are done. No process had to write anything.'

chapter 'Bytes in the pipe are permits'
(take, give) = pipe()
write give, 'PP'
running = 0
most = 0
def work() {
    def permit = read take, 1
    synchronized (order) { running++; most = Math.max(most, running) }
    sleep 10.ms
    synchronized (order) { running-- }
    write give, permit.bytes
}
(1..5).collect { bg { work() } }.each { it.get 5.s }
say "Five jobs, two permits in the pipe: at most $most ran at the same time. make -j works this way."
assert most <= 2 && running == 0
assert ioctl(take, FIONREAD) == 2

[ready, finished, take, give].each { close it }
