// Lesson 18. A stream socket with a name in the file system: a server that unrelated programs on this
// machine find by a path. See unix(7).
title 'Named stream socket'

// a new directory, removed when the shell ends
path = "${scratch()}/server"

chapter 'From a name to a connection'
fails(ENOENT) { connect socket(), path }
say 'connect before the name exists: ENOENT.'
server = socket AF_UNIX, SOCK_STREAM
bind server, path
assert new File(path).exists() && !new File(path).file
say 'bind has created a file, of type socket.'
fails(ECONNREFUSED) { connect socket(), path }
say 'connect before listen: the name exists, but ECONNREFUSED.'
fails(ENXIO) { open path }
say 'The file cannot be opened: ENXIO.'
listen server
client = socket AF_UNIX, SOCK_STREAM
connect client, path
talk = accept server
say "$talk"

chapter 'A conversation'
send client, 'hel'
send client, 'lo'
assert recv(talk).text == 'hello'
say 'It is a stream: the boundary between the two sends is lost.'
send talk, 'welcome'
assert recv(client).text == 'welcome'
// the kernel vouches for the identity of the peer; TCP cannot do that
peer = getsockopt talk, SOL_SOCKET, SO_PEERCRED
say "The server knows the identity of its client: $peer"
assert peer.pid == getpid() && peer.uid == getuid()

chapter 'Many clients'
others = (1..2).collect { socket() }
others.each { connect it, path }
talks = others.collect { accept server } // varies
others.eachWithIndex { c, i -> send c, "client $i" }
assert talks*.recv()*.text == ['client 0', 'client 1']
say 'Each accept returns a new socket; the listening one carries no data:'
fails(ENOTCONN) { send server, 'x' }
(others + talks).each { close it }
// listen(s, 1) lets two connections wait for accept; a non-blocking connect then fails with EAGAIN
listen server, 1
waiting = (1..2).collect { socket() }
waiting.each { connect it, path }
fails(EAGAIN) { connect socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK), path }
say 'The queue of pending connections is full: connect fails with EAGAIN, or blocks.'

chapter 'The end, and the name that remains'
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
say 'A server must remove its name when it ends, or before bind; otherwise it cannot be started again.'

chapter 'How long a name may be'
room = 108 - path.size()
fails(EINVAL) { bind socket(), path + 'x' * (room + 1) } // varies
assert bind(socket(), path + 'x' * room) == 0
say '108 bytes fit into sockaddr_un, 109 do not.'

([talk, again] + waiting).each { close it }
