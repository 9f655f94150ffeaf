// Lesson 34. A System V message queue holds messages, each with a type by which the receiver selects. It is
// not a file descriptor: it has an identifier, and remains until it is removed. See msgget(2), msgrcv(2).
title 'System V message queues'

chapter 'A key and an ID'
fails(ENOENT) { msgget ftok('.', 34), 0 }
q = msgget ftok('.', 34), IPC_CREAT | IPC_EXCL | 0600
fails(EEXIST) { msgget ftok('.', 34), IPC_CREAT | IPC_EXCL | 0600 }
say 'ftok converts a path and a number to a key; msgget returns the ID of the queue with that key.'
child = fork()
child { theirs = msgget ftok('.', 34), 0 }
assert theirs == q
say 'Every process that uses the key gets the same ID. A queue created with IPC_PRIVATE has no key: its ID must be passed on.'

chapter 'Types'
msgsnd q, 2, 'two'
msgsnd q, 1, 'one'
msgsnd q, 3, 'three'
msgrcv q, 100, 3
say 'A type greater than 0 selects the oldest message of that type: here the last one sent.'
msgrcv q, 100, -2
say 'A type less than 0 selects the lowest type up to its absolute value: 1 before 2.'
msgrcv q
fails(ENOMSG) { msgrcv q, 100, 0, IPC_NOWAIT }
say 'Type 0 selects the oldest message. Now the queue is empty: msgrcv would block; with IPC_NOWAIT it fails with ENOMSG.'

chapter 'A server and its clients on one queue'
// requests have type 1; a reply has the type given in the request, the process ID of the client
server = child.start {
    request = msgrcv q, 100, 1
    msgsnd q, request.text as int, 'answer'
}
msgsnd q, 1, "${getpid()}"
answer = msgrcv q, 100, getpid()
assert answer.text == 'answer'
server.get 5.s
say 'One queue carries requests and replies: each client receives the messages whose type is its process ID.'

chapter 'Boundaries'
msgsnd q, 1, ''
assert msgrcv(q).size == 0
say 'A message of 0 bytes is a message. There is no end of file: a queue cannot be closed.'
msgsnd q, 1, 'a long message'
fails(E2BIG) { msgrcv q, 6 }
assert q.messages == 1
say 'Too long for the buffer: E2BIG, and the message stays in the queue.'
msgrcv q, 6, 0, MSG_NOERROR
say 'With MSG_NOERROR the message is truncated, and the rest is lost.'

chapter 'A full queue'
msgctl q, IPC_SET, [msg_qbytes: 100]
msgsnd q, 1, 'x' * 90
fails(EAGAIN) { msgsnd q, 1, 'x' * 20, IPC_NOWAIT }
waiting = child.start { msgsnd q, 1, 'x' * 20 }
fails(ETIMEDOUT) { waiting.get 50.ms }
msgrcv q, 8192
waiting.get 5.s
say 'A queue holds at most msg_qbytes bytes; if a message does not fit, msgsnd blocks until another is received.'

chapter 'The mistake: a queue left behind'
child { exit 0 }
waitpid child
assert q.messages == 1
say 'The child has ended, and its message is still there: if not removed, the queue remains, with its messages, until the machine is rebooted.'
assert leftovers()*.name == ["$q.id".toString()]
msgctl q, IPC_RMID
fails(EINVAL) { msgsnd q, 1, 'x' }
say 'IPC_RMID removes it at once, even if it is in use; blocked calls fail with EIDRM, later ones with EINVAL.'
