// Lesson 18. A stream socket with a name in the file system: a server that unrelated programs of this
// machine find by a path. See unix(7).
title 'Named stream socket'

// a fresh folder that goes with the shell
path = "${scratch()}/server"

chapter 'From a name to a connection'
fails(ENOENT) { connect socket(), path }
say 'connect before there is a name: ENOENT.'
server = socket AF_UNIX, SOCK_STREAM
bind server, path
assert new File(path).exists() && !new File(path).file
say 'bind has made a file, which is of the type socket.'
fails(ECONNREFUSED) { connect socket(), path }
say 'connect before listen: there is a name, but ECONNREFUSED.'
fails(ENXIO) { open path }
say 'It is no file to be opened: ENXIO.'
listen server
client = socket AF_UNIX, SOCK_STREAM
connect client, path
talk = accept server
say "$talk"

chapter 'A conversation'
send client, 'hel'
send client, 'lo'
assert recv(talk).text == 'hello'
say 'It is a stream: the boundary of the two sends is lost.'
send talk, 'welcome'
assert recv(client).text == 'welcome'
// the kernel vouches for who is on the other side; TCP cannot say that
peer = getsockopt talk, SOL_SOCKET, SO_PEERCRED
say "The server knows who is there: $peer"
assert peer.pid == getpid() && peer.uid == getuid()

chapter 'Many clients'
others = (1..2).collect { socket() }
others.each { connect it, path }
talks = others.collect { accept server } // varies
others.eachWithIndex { c, i -> send c, "client $i" }
assert talks*.recv()*.text == ['client 0', 'client 1']
say 'Each accept gives a socket of its own; the listening one carries no data:'
fails(ENOTCONN) { send server, 'x' }
(others + talks).each { close it }
// listen(s, 1) lets two wait to be accepted; who does not want to wait for room hears EAGAIN
listen server, 1
waiting = (1..2).collect { socket() }
waiting.each { connect it, path }
fails(EAGAIN) { connect socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK), path }
say 'The queue of those who wait to be accepted is full: EAGAIN, or waiting.'

chapter 'The end, and the name that stays'
close client
assert recv(talk).eof
fails(EPIPE) { send talk, 'x' }
close server
// they were never accepted
fails(ECONNRESET) { recv waiting[0] }
fails(ECONNREFUSED) { connect socket(), path }
again = socket()
taken = fails(EADDRINUSE) { bind again, path }
say "The server is gone, its name is not: $taken.message"
unlink path
bind again, path
say 'A server removes its name when it ends, or before bind; else the next one cannot start.'

chapter 'How long a name may be'
room = 108 - path.size()
fails(EINVAL) { bind socket(), path + 'x' * (room + 1) } // varies
assert bind(socket(), path + 'x' * room) == 0
say '108 bytes fit into sockaddr_un, 109 do not.'

([talk, again] + waiting).each { close it }
