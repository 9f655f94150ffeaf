// Lesson 31. A signal interrupts a process at any point: its disposition determines what happens then, and a blocked
// call fails with EINTR or is restarted. See signal(7), sigaction(2).
title 'Signals and EINTR'

chapter 'Three dispositions'
got = []
assert signal(SIGUSR1) { info -> got << info } == SIG_DFL
raise SIGUSR1
kill getpid(), SIGUSR1
assert got.size() == 2
assert got.every { it.signo == SIGUSR1 && it.pid == getpid() && it.uid == getuid() }
say 'A handler: the block has run when raise and kill return. Its argument has the signal and its sender.'
handler = signal(SIGUSR1, SIG_IGN)
raise SIGUSR1
assert got.size() == 2
say 'Ignored: nothing happens. signal returns the previous disposition.'
c = fork()
fails(ESRCH) { c { signal(SIGUSR1, SIG_DFL); raise SIGUSR1 } }
assert waitpid(c).signal == SIGUSR1
say 'By default SIGUSR1 terminates the process; waitpid reports the signal.'
fails(EINVAL) { signal(SIGKILL, SIG_IGN) }
say 'SIGKILL and SIGSTOP can be neither handled nor ignored.'

chapter 'A call is interrupted'
(a, b) = socketpair()
order = []
signal(SIGALRM) { order << 'handler' }
alarm 1
fails(EINTR) { recv b }
order << 'recv failed'
assert order == ['handler', 'recv failed']
say 'recv waits for data. SIGALRM arrives: the handler runs, then recv fails with EINTR. This is no failure; a program repeats the call.'

chapter 'Or it is restarted'
sigaction(SIGALRM, SA_RESTART) { send a, 'from the handler' }
alarm 1
assert recv(b).text == 'from the handler'
say 'With SA_RESTART the call is restarted after the handler; here the handler sends the data that it waits for.'
sigaction(SIGALRM, SA_RESTART) { order << 'again' }
alarm 1
fails(EINTR) { poll([b]) }
assert order.last() == 'again'
say 'Some calls are never restarted: poll, select, sleep, and others in signal(7). A loop around them is needed in any case.'

chapter 'During a handler'
depth = []
signal(SIGUSR1) { depth << 'begin'; if (depth.size() == 1) raise SIGUSR1; depth << 'end' }
raise SIGUSR1
assert depth == ['begin', 'end', 'begin', 'end']
say 'While its handler runs, the signal is blocked: the second one is handled afterwards.'
sigaction(SIGUSR1, SA_RESETHAND) { depth << 'once' }
raise SIGUSR1
assert signal(SIGUSR1) == SIG_DFL
say 'SA_RESETHAND: the handler runs once, then the disposition is reset to the default.'

chapter 'The end of a child'
ended = []
signal(SIGCHLD) { ended << it }
p = spawn 'sh', '-c', 'exit 3' // varies
eventually { ended.any { it.pid == p.pid } }
told = ended.find { it.pid == p.pid }
assert told.code == CLD_EXITED && told.status == 3
assert waitpid(p).exit == 3
say 'SIGCHLD carries the process ID of the child and how it ended; waitpid must still reap the child.'
signal(SIGCHLD, SIG_DFL) // varies

chapter 'A pipe without a reader'
(r, w) = pipe()
close r
broken = 0
signal(SIGPIPE) { broken++ }
fails(EPIPE) { write w, 'x' }
assert broken == 1
say 'A write to a pipe without a reader fails with EPIPE and sends the writer SIGPIPE, which by default terminates a C program.'
[a, b, w].each { close it }
