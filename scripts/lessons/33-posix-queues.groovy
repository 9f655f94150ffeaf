// Lesson 33. A POSIX message queue preserves message boundaries, delivers the highest priority first, and can notify
// a process of a new message. It has a name, and exists in the kernel until it is unlinked. See mq_overview(7).
title 'POSIX message queues'

name = "/lesson-33.${getpid()}"
atexit { try { mq_unlink name } catch (SysException removed) { } }

chapter 'A name, and limits'
fails(ENOENT) { mq_open name }
q = mq_open name, O_CREAT | O_EXCL | O_RDWR, 0600, maxmsg: 3, msgsize: 32
fails(EEXIST) { mq_open name, O_CREAT | O_EXCL }
say "$q"
say 'There is room for three messages of at most 32 bytes; without maxmsg: and msgsize: for 10 of 8192.'
fails(EACCES) { mq_open '/a/b', O_CREAT }
fails(EINVAL) { mq_open 'a', O_CREAT }
say 'A name has one slash, at the beginning: /a/b gives EACCES, a name without a slash EINVAL.'

chapter 'Priorities'
mq_send q, 'later'
mq_send q, 'urgent', 9
mq_send q, 'urgent too', 9
got = (1..3).collect { mq_receive q }
got.each { say "received: $it" }
assert got*.text == ['urgent', 'urgent too', 'later']
say 'The highest priority is received first; among equals, the oldest. A pipe or a socket has no such order.'
fails(EINVAL) { mq_send q, 'x', MQ_PRIO_MAX }

chapter 'Full and empty'
3.times { mq_send q, "message $it" }
fails(ETIMEDOUT) { mq_send q, 'one too many', timeout: 50.ms }
say 'The queue is full: mq_send blocks until a message is received.'
mq_setattr q, O_NONBLOCK
fails(EAGAIN) { mq_send q, 'one too many' }
assert mq_getattr(q).curmsgs == 3
3.times { mq_receive q }
fails(EAGAIN) { mq_receive q }
say 'With O_NONBLOCK a full queue and an empty one give EAGAIN.'
mq_setattr q, 0

chapter 'The mistake: a small buffer'
mq_send q, 'hi'
fails(EMSGSIZE) { mq_receive q, 10 }
say 'The message has 2 bytes, the buffer 10, and yet: EMSGSIZE. The buffer must hold the longest message that the queue permits.'
assert mq_receive(q, mq_getattr(q).msgsize as int).text == 'hi'
say 'Programs get msgsize from mq_getattr; the shell does this if no size is given.'
fails(EMSGSIZE) { mq_send q, 'x' * 33 }

chapter 'A queue is a descriptor'
mq_send q, 'ready'
assert poll([q])[q] == POLLIN
child = fork()
waiting = child.start { [mq_receive(q), mq_receive(q)]*.text }
eventually { mqs().find { it.name == name }.waiting }
say 'poll works on it, and a forked child inherits it; the child has received one message and waits for the next.'
mq_send q, 'for the child'
assert waiting.get(5.s) == ['ready', 'for the child']
say 'This is specific to Linux: POSIX does not require mqd_t to be a file descriptor.'

chapter 'Notification'
child { mq_notify q, SIGUSR1 }
fails(EBUSY) { mq_notify q, SIGCHLD }
say 'The child asked to be notified by SIGUSR1. At most one process can: EBUSY for the second.'
mq_send q, 'wake up'
assert waitpid(child).signal == SIGUSR1
say 'A message arrived in the empty queue, and the signal was sent to the child, which had no handler: it was terminated.'
mq_receive q
heard = []
mq_notify(q) { heard << mq_receive(q).text }
mq_send q, 'for the block'
eventually { heard }
assert heard == ['for the block']
say 'A block instead of a signal: it runs between two calls. In C it is a function, called on a new thread (SIGEV_THREAD).'
mq_send q, 'another'
assert mq_receive(q).text == 'another' && heard.size() == 1
say 'A process is notified once, when a message arrives in an empty queue: first register again, then empty the queue.'

chapter 'The name is removed, the queue remains'
mq_send q, 'still here'
mq_unlink name
fails(ENOENT) { mq_open name }
assert mq_receive(q).text == 'still here'
mq_close q
say 'A queue outlives the processes that used it, until mq_unlink: leftovers shows those that this session created.'
