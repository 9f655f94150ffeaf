// Lesson 17. A socketpair has two ends, each of which can be read and written: a conversation. A pipe has
// only one direction. See socketpair(2), unix(7).
title 'socketpair: both directions'

chapter 'The pipe is half a conversation'
(r, w) = pipe()
write w, 'question'
assert read(r).text == 'question'
fails(EBADF) { write r, 'answer' }
say 'The other process cannot answer over the same pipe: if it wrote to w and you read from r,'
say 'you could not tell its answer from your own question. A conversation needs two pipes.'
[r, w].each { close it }

chapter 'Full duplex'
(a, b) = socketpair()
say "$a"
say "$b"
send a, 'question'
send b, 'answer'
assert recv(b).text == 'question'
assert recv(a).text == 'answer'
say 'Both sent before either received, and nothing was mixed up: the two directions are separate.'
fails(EAGAIN) { recv a, 1, MSG_DONTWAIT }

chapter 'Question and answer'
child = fork()
// a process that also holds the other end would never see end of file
child { close a }
squares = child.start {
    for (def m = recv(b); !m.eof; m = recv(b)) send b, "${(m.text as int) ** 2}"
}
answers = [2, 3, 4].collect { send a, "$it"; recv(a, timeout: 5.s).text as int }
say "The child squares: $answers"
assert answers == [4, 9, 16]
// "no more questions", while answers can still arrive
shutdown a, SHUT_WR
squares.get 5.s
child { send b, 'bye' }
assert recv(a).text == 'bye'
fails(EPIPE) { send a, 'one more' }
say 'One direction was shut down and gives EPIPE; the other one still works.'
close b
child { close b }
assert recv(a).eof
close a

chapter 'Three types'
received = [SOCK_STREAM, SOCK_DGRAM, SOCK_SEQPACKET].collect { type ->
    def (x, y) = socketpair AF_UNIX, type
    send x, 'one'
    send x, 'two'
    def text = recv(y).text
    [x, y].each { close it }
    text
}
say "Sent: one, two. The first receive returns   stream: ${received[0]}   dgram: ${received[1]}   seqpacket: ${received[2]}"
assert received == ['onetwo', 'one', 'one']
// datagrams have no connection that could end
(a, b) = socketpair AF_UNIX, SOCK_DGRAM
close b
fails(ECONNREFUSED) { send a, 'x' }
fails(EAGAIN) { recv a, 1, MSG_DONTWAIT }
say 'The peer of a datagram pair closed: no end of file. Sending fails, receiving would block forever.'
close a
