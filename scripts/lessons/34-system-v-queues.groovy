// Lesson 34. A System V message queue keeps messages, each with a type by which the receiver chooses. It is
// no descriptor: it is known by a number, and stays until it is removed. See msgget(2), msgrcv(2).
title 'System V message queues'

chapter 'A key and an ID'
fails(ENOENT) { msgget ftok('.', 34), 0 }
q = msgget ftok('.', 34), IPC_CREAT | IPC_EXCL | 0600
fails(EEXIST) { msgget ftok('.', 34), IPC_CREAT | IPC_EXCL | 0600 }
say 'ftok makes a key of a file and a number; msgget gives the ID of the queue with that key.'
child = fork()
child { theirs = msgget ftok('.', 34), 0 }
assert theirs == q
say 'Whoever knows the key gets the same ID. With IPC_PRIVATE a queue has no key, and the ID must be told.'

chapter 'Types'
msgsnd q, 2, 'two'
msgsnd q, 1, 'one'
msgsnd q, 3, 'three'
msgrcv q, 100, 3
say 'A type above 0 takes the oldest message of that type: the third overtook the others.'
msgrcv q, 100, -2
say 'A type below 0 takes the lowest type up to its absolute value: 1 before 2.'
msgrcv q
fails(ENOMSG) { msgrcv q, 100, 0, IPC_NOWAIT }
say 'Type 0 takes the oldest. The queue is empty: msgrcv would wait; with IPC_NOWAIT it fails with ENOMSG.'

chapter 'A server and its clients on one queue'
// requests are type 1; the answer has the type that the request names, the process ID of the client
server = child.start {
    request = msgrcv q, 100, 1
    msgsnd q, request.text as int, 'answer'
}
msgsnd q, 1, "${getpid()}"
answer = msgrcv q, 100, getpid()
assert answer.text == 'answer'
server.get 5.s
say 'One queue carries requests and answers: each client receives the type that is its process ID.'

chapter 'Boundaries'
msgsnd q, 1, ''
assert msgrcv(q).size == 0
say 'A message of 0 bytes is a message. There is no end of file: nobody can close a queue.'
msgsnd q, 1, 'a long message'
fails(E2BIG) { msgrcv q, 6 }
assert q.messages == 1
say 'Too long for the buffer: E2BIG, and the message stays in the queue.'
msgrcv q, 6, 0, MSG_NOERROR
say 'MSG_NOERROR cuts it, and the rest is lost.'

chapter 'A full queue'
msgctl q, IPC_SET, [msg_qbytes: 100]
msgsnd q, 1, 'x' * 90
fails(EAGAIN) { msgsnd q, 1, 'x' * 20, IPC_NOWAIT }
waiting = child.start { msgsnd q, 1, 'x' * 20 }
fails(ETIMEDOUT) { waiting.get 50.ms }
msgrcv q, 8192
waiting.get 5.s
say 'A queue holds msg_qbytes; then the sender waits until somebody receives.'

chapter 'The mistake: a queue left behind'
child { exit 0 }
waitpid child
assert q.messages == 1
say 'The child has ended, and its message is still there: the queue stays, with all that is in it, until the machine is rebooted.'
assert leftovers()*.name == ["$q.id".toString()]
msgctl q, IPC_RMID
fails(EINVAL) { msgsnd q, 1, 'x' }
say 'IPC_RMID removes it at once, whoever uses it; those who wait get EIDRM, those who come later EINVAL.'
