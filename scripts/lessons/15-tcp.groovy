// Lesson 15. TCP provides a connection: two streams of bytes, reliable and in order. What it does not
// provide is messages: the reader cannot tell where one write ended. See tcp(7).
title 'TCP: a stream without boundaries'

chapter 'A connection'
listener = socket AF_INET, SOCK_STREAM
bind listener, '127.0.0.1:0'       // port 0: the kernel chooses
// no socket is listening yet
refused = fails(ECONNREFUSED) { connect socket(AF_INET), getsockname(listener) }
say "No socket is listening yet: $refused.message"
listen listener
client = socket AF_INET, SOCK_STREAM
connect client, getsockname(listener)
// the kernel has established the connection; accept only takes it from the queue
server = accept listener
say "client  $client"
say "server  $server"
assert server.peer == getsockname(client)
taken = fails(EADDRINUSE) { bind socket(AF_INET), getsockname(listener) }
say "The port is in use: $taken.message"

chapter 'Boundaries are lost'
send client, 'transfer 100'
send client, '0 to Bob'
eventually { ioctl(server, FIONREAD) == 20 }
assert recv(server).text == 'transfer 1000 to Bob'
say 'Two sends, one recv: the writes were joined.'
send client, 'transfer 1000 to Bob'
parts = [recv(server, 12).text, recv(server, 12).text]
say "One send, two recvs: $parts. The first part alone would be a wrong message."
assert parts == ['transfer 100', '0 to Bob']

chapter 'So the program marks the boundaries'
// here: a length of four bytes before each message; for text, a newline would do
def tell(text) {
    send client, pack('<I', text.size())
    send client, text
}
def exactly(n) {
    def all = new ByteArrayOutputStream()
    while (all.size() < n) {
        def m = recv server, n - all.size(), timeout: 5.s
        assert !m.eof : 'the peer left in the middle of a message'
        all.write m.bytes
    }
    all.toByteArray()
}
def hear() {
    def size = unpack('<I', exactly(4))[0]
    new String(exactly(size))
}
tell 'transfer 1000 to Bob'
tell ''
tell 'bye'
assert [hear(), hear(), hear()] == ['transfer 1000 to Bob', '', 'bye']
say 'Preceded by its length, each message arrives whole, even the empty one.'

chapter 'The end'
shutdown client, SHUT_WR
assert recv(server).eof
send server, 'good night'
assert recv(client, timeout: 5.s).text == 'good night'
say 'shutdown ends one direction; the other still works.'
[client, server].each { close it }
// closing a socket with unread bytes sends a reset
client = socket AF_INET, SOCK_STREAM
connect client, getsockname(listener)
server = accept listener
send server, 'never read'
eventually { ioctl(client, FIONREAD) == 10 }
close client
eventually { poll([server], POLLHUP, timeout: 0) }
reset = fails(ECONNRESET) { recv server }
say "The peer closed with unread bytes: $reset.message"
broken = fails(EPIPE) { send server, 'x' }
say "And there is no peer to send to: $broken.message"

[server, listener].each { close it }
