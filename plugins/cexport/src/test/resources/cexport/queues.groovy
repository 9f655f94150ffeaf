title 'Queues'
name = "/ipcsh-c.${getpid()}"
q = mq_open name, O_CREAT | O_EXCL | O_RDWR, 0600, maxmsg: 4, msgsize: 64
mq_unlink name
println mq_getattr(q).maxmsg
mq_send q, 'low'
mq_send q, 'high', 5
assert mq_getattr(q).curmsgs == 2
m = mq_receive q
println "${m.text} ${m.priority}"
println mq_receive(q, 100).text
mq_setattr q, O_NONBLOCK
fails(EAGAIN) { mq_receive q }
fails(EMSGSIZE) { mq_send q, 'x' * 65 }
mq_setattr q, 0
child = fork()
w = child.start {
    mine = mq_receive q
    println "child got ${mine.text} ${mine.priority}"
}
mq_send q, 'for the child', 3
w.get 5.s
mq_notify q, SIGCHLD
fails(EBUSY) { mq_notify q, SIGCHLD }
mq_notify q, null
child { exit 0 }
waitpid child
mq_close q
println 'end'
