#!/usr/bin/env ipcsh
// A tour of the classic ways to hang: each is produced, and the shell says why it hangs, whether a process can
// still end the wait, and what the mistake is.
//
//   ipcsh why-it-hangs.groovy             at full speed
//   ipcsh replay why-it-hangs.groovy      for an audience
title 'Why it hangs'

server = shell 'server'
client = shell 'client'

chapter 'Both only send'
say 'A client sends datagrams and does not receive the replies; the server answers each one.'
server {
    s = socket AF_UNIX, SOCK_DGRAM
    bind s, 'serv-dom-sock'
}
client {
    c = socket AF_UNIX, SOCK_DGRAM
    bind c, 'clnt-dom-sock'
}
echo = server.start {
    while (true) {
        m = recvfrom s, 3
        sendto s, "(${m.text})", m.from
    }
}
flood = client.start { 1000.times { sendto c, 'ABCDE', 'serv-dom-sock' } }
hide { eventually { why(client)[0]?.verdict == 'deadlock' } }
why client // varies
hide { assert why(client)[0].ring.size() == 2 }
say 'No timeout was needed to find this out: both queues are full, and only these two could empty them.'
hide { [flood, echo].each { it.cancel() } }

chapter 'The end of file that never comes'
say 'The reader of a pipe keeps the write end open itself.'
client { (r, w) = pipe() }
reading = client.start { read r }
hide { eventually { why(client)[0]?.verdict == 'for ever' } }
why client // varies
hide { reading.cancel() }

chapter 'Both write before they read'
say 'A request and a reply, each larger than the buffer of a socket.'
(a, b) = socketpair()
(left, right) = [fork(), fork()]
left { close b }
right { close a }
[a, b].each { close it }
request = left.start { write a, 'q' * 500000 }
reply = right.start { write b, 'p' * 500000 }
hide { eventually { why(left)[0]?.verdict == 'deadlock' } }
why left // varies
hide { [request, reply].each { it.cancel() } }
left { exit 0 }
right { exit 0 }

chapter 'Two FIFOs, opened in opposite order'
mkfifo 'to-client'
mkfifo 'to-server'
asks = client.start { out = open 'to-server', O_WRONLY; it = open 'to-client', O_RDONLY }
answers = server.start { out = open 'to-client', O_WRONLY; it = open 'to-server', O_RDONLY }
hide { eventually { client.state().startsWith('open') && server.state().startsWith('open') } }
say 'open of a FIFO blocks until the other end is opened. Each opens first the FIFO that the other one opens second.'
why client // varies
hide { [asks, answers].each { it.cancel() } }
['to-client', 'to-server'].each { unlink it }

chapter 'Two locks in opposite order'
server { a1 = open 'a', O_CREAT | O_RDWR, 0600; b1 = open 'b', O_CREAT | O_RDWR, 0600 }
client { a2 = open 'a', O_RDWR; b2 = open 'b', O_RDWR }
server { flock a1, LOCK_EX }
client { flock b2, LOCK_EX }
first = server.start { flock b1, LOCK_EX }
hide { eventually { server.state().startsWith('flock') } }
say 'The server waits for a lock of the client. The client could still unlock it:'
why server // varies
hide { assert why(server)[0].verdict == 'waits' }
second = client.start { flock a2, LOCK_EX }
hide { eventually { why(server)[0]?.verdict == 'deadlock' } }
say 'Now the client waits for the server, too.'
why server // varies
hide { second.cancel() }
client { flock b2, LOCK_UN }
hide { first.get 10.s }

chapter 'A mutex whose owner has ended'
memory = mmap 4096
m = pthread_mutex_init memory, 0, pshared: true
owner = fork()
owner { pthread_mutex_lock m; exit 0 }
waitpid owner
late = fork()
locking = late.start { pthread_mutex_lock m }
hide { eventually { why(late)[0]?.verdict == 'for ever' } }
say 'The mutex is locked, and its owner cannot unlock it any more. A robust mutex would fail with EOWNERDEAD.'
why late // varies
hide { locking.cancel() }
late { exit 0 }

chapter 'A parent that waits too early'
say 'A parent gives its child a pipe as its input, waits for the child to end, and closes the write end only then.'
server { (r, w) = pipe(); p = spawn 'cat', fds: [0: r]; close r }
waiting = server.start { p.wait() }
hide { eventually { why(server)[0]?.verdict == 'deadlock' } }
why server // varies
hide { waiting.cancel() }
say 'In the right order, both end.'
server { close w; p.wait().exit }

chapter 'Another program'
say '`why` works for programs in any language. This one waits for end of file on its input, which is still open here.'
(r, w) = pipe()
p = spawn 'sort', fds: [0: r] // varies
close r
hide { eventually { why(p)[0]?.call?.startsWith('read') } }
why p // varies
hide { assert why(p)[0].verdict == 'waits' }
close w
say 'It gets end of file, and ends.'
hide { p.wait 10.s }
