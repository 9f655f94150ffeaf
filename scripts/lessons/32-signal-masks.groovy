// Lesson 32. A thread can block signals: they stay pending until it unblocks them or waits for them. Real-time signals are
// queued and carry a value. See sigprocmask(2), sigwaitinfo(2), sigqueue(3), signal(7).
title 'Signal masks'

chapter 'Blocked and pending'
assert sigprocmask(SIG_BLOCK, [SIGUSR1]) == []
handled = 0
signal(SIGUSR1) { handled++ }
kill getpid(), SIGUSR1
kill getpid(), SIGUSR1
assert handled == 0
sigpending()
say 'The signal was sent twice, but is pending only once: standard signals are not queued.'
sigprocmask SIG_UNBLOCK, [SIGUSR1]
assert handled == 1
assert sigpending() == []
say 'When it is unblocked, it is delivered before sigprocmask returns.'

chapter 'Waiting instead of handling'
sigprocmask SIG_BLOCK, [SIGUSR1, SIGALRM]
alarm 1
assert sigwaitinfo([SIGUSR1, SIGALRM]).signo == SIGALRM
say 'A blocked signal can be waited for: no handler, no EINTR, no race.'
fails(ETIMEDOUT) { sigwaitinfo([SIGUSR1], timeout: 50.ms) }

chapter 'A value with the signal'
sigprocmask SIG_BLOCK, [SIGRTMIN, SIGRTMIN + 1]
sender = fork()
me = getpid()
sender { sigqueue me, SIGRTMIN + 1, 100 }
sender { for (i in 0..2) sigqueue me, SIGRTMIN, i }
sigpending()
first = sigwaitinfo([SIGRTMIN, SIGRTMIN + 1]) // varies
assert first.signo == SIGRTMIN && first.value == 0 && first.pid == sender.pid && first.code == SI_QUEUE
assert sigwaitinfo([SIGRTMIN, SIGRTMIN + 1]).value == 1
assert sigwaitinfo([SIGRTMIN, SIGRTMIN + 1]).value == 2
assert sigwaitinfo([SIGRTMIN, SIGRTMIN + 1]).value == 100
assert sigpending() == []
say 'Real-time signals are queued: none is lost. The lowest number is delivered first, signals of the same number in order, each with its value.'

chapter 'What is inherited'
raise SIGUSR1
c = fork()
assert c { sigprocmask() } == sigprocmask()
assert c { sigpending() } == []
assert sigpending() == [SIGUSR1]
say 'A child inherits the mask, but not the pending signals.'
signal(SIGUSR2, SIG_IGN) // varies
p = spawn 'grep', '-E', 'Sig(Blk|Ign)', '/proc/self/status' // varies
p.out.text
p.wait().exit
say 'The mask and ignored signals (bit 11 is SIGUSR2) are also preserved by exec. Handlers are reset to the default: their code is gone.'
t = thread('t')
t { sigprocmask SIG_SETMASK, [SIGALRM] }
assert t { sigprocmask() } == [SIGALRM]
assert sigprocmask() != [SIGALRM]
say 'The mask belongs to the thread, the disposition to the process.'

chapter 'In a child'
c { sigprocmask SIG_SETMASK, [SIGTERM] }
kill c, SIGTERM
c { sigpending() }
assert c { getpid() } == c.pid
say 'SIGTERM is blocked: the child continues.'
fails(ESRCH) { c { sigprocmask SIG_UNBLOCK, [SIGTERM] } }
assert waitpid(c).signal == SIGTERM
say 'As soon as it is unblocked, it terminates the child.'
sender { exit 0 }
assert waitpid(sender).exit == 0
