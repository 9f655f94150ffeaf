// Lesson 41. Why it hangs: what a blocked process waits for, who could end the wait, and whether that is still possible.
// See pipe(7), flock(2), waitpid(2), proc_pid_syscall(5).
title 'Why it hangs'

chapter 'It can still be ended'
(r, w) = pipe()
reader = thread 'reader'
reading = reader.start { read r }
eventually { why(reader).size() == 1 }
why reader // varies
assert why(reader)[0].verdict == 'waits'
say 'The write end is open in this shell, which can still write: the thread waits, but not for ever.'
write w, 'x'
reading.get 5.s
[r, w].each { close it }

chapter 'The end of file that never comes'
lone = fork()
lone { (p, q) = pipe(); write q, 'the last line' }
reading = lone.start { while (!read(p).eof) { } }
eventually { why(lone)[0]?.verdict == 'for ever' }
why lone // varies
assert why(lone)[0].wakers*.pid == [lone.pid]
say 'read returns end of file when no process has the write end open any more. Here the reader itself has it open.'
say 'No timeout was needed to find this out: no process is left that could write to it or close it.'
kill lone, SIGKILL
fails(ESRCH) { reading.get 10.s }

chapter 'A ring'
(a, b) = socketpair()
(left, right) = [fork(), fork()]
left { close b }
right { close a }
[a, b].each { close it }
one = left.start { write a, 'x' * 500000 }
two = right.start { write b, 'x' * 500000 }
eventually { why(left)[0]?.verdict == 'deadlock' }
why left // varies
assert why(left)[0].ring*.pid as Set == [left.pid, right.pid] as Set
say 'Each writes more than fits before it reads. With less data the mistake would not have been noticed.'
assert why(right)[0].verdict == 'deadlock'
one.cancel()
two.cancel()

chapter 'Two locks, taken in opposite order'
(x, y) = ["${scratch()}/x", "${scratch()}/y"].each { close open(it, O_CREAT | O_RDWR, 0600) }
(left, right) = [fork(), fork()]
left { (lx, ly) = [open(x, O_RDWR), open(y, O_RDWR)]; flock lx, LOCK_EX }
right { (rx, ry) = [open(x, O_RDWR), open(y, O_RDWR)]; flock ry, LOCK_EX }
one = left.start { flock ly, LOCK_EX }
eventually { why(left)[0]?.verdict == 'waits' }
say 'So far left only waits: right could still unlock. Now right requests the other lock.'
two = right.start { flock rx, LOCK_EX }
eventually { why(left)[0]?.verdict == 'deadlock' }
why left // varies
say 'Only with record locks (lesson 29) does the kernel detect such a ring and refuse the last lock with EDEADLK.'
kill right, SIGKILL
fails(ESRCH) { two.get 10.s }
assert one.get(10.s) == 0
say 'The kernel releases the locks of a killed process, so the other one continues.'
left { exit 0 }
waitpid left

chapter 'A timeout'
lone = fork()
lone { (p, q) = pipe() }
reading = lone.start { read p, timeout: 600.s }
eventually { why(lone)[0]?.verdict == 'waits' }
say 'The same mistake as above, but a call with a timeout ends by itself: it is never reported as a deadlock.'
kill lone, SIGKILL
fails(ESRCH) { reading.get 10.s }
