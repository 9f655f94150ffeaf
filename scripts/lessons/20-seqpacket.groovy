// Lesson 20. SOCK_SEQPACKET: a connection as with a stream, messages as with datagrams. See unix(7).
title 'Seqpacket: a connection that keeps boundaries'

// a fresh folder that goes with the shell
path = "${scratch()}/server"

chapter 'Connected like a stream'
server = socket AF_UNIX, SOCK_SEQPACKET
bind server, path
listen server
fails(EPROTOTYPE) { connect socket(AF_UNIX, SOCK_STREAM), path }
say 'A stream socket cannot connect to it: EPROTOTYPE.'
client = socket AF_UNIX, SOCK_SEQPACKET
fails(ENOTCONN) { send client, 'too early' }
connect client, path
talk = accept server
say "$talk"

chapter 'Bounded like datagrams'
send client, 'one'
send client, 'two'
assert recv(talk).text == 'one'
assert recv(talk).text == 'two'
say 'Two sends, two receives: no length has to be sent along, as a stream needs it.'
send client, 'ABCDE'
send client, 'next'
cut = recv talk, 3
say "$cut: the rest is gone, as with a datagram"
assert cut.text == 'ABC' && cut.truncated
assert recv(talk).text == 'next'

chapter 'An end like a stream'
send client, 'last'
close client
assert recv(talk).text == 'last'
assert recv(talk).eof
fails(EPIPE) { send talk, 'x' }
say 'The peer closed: first the rest, then the end of file; sending is EPIPE. Datagrams have no end.'
[talk, server].each { close it }
// the price: recv(2) gives 0 for an empty message, too
(a, b) = socketpair AF_UNIX, SOCK_SEQPACKET
send a, ''
empty = recv b
assert empty.size == 0 && !empty.eof
say 'An empty message gives 0 as the end does. Only poll tells that the peer is there: no POLLRDHUP.'
assert !poll([b], POLLRDHUP, timeout: 0)
send a, ''
close a
last = recv b
say "And when it is gone: $last. So send none."
close b

chapter 'Side by side'
def row(name, type) {
    def (a, b) = socketpair AF_UNIX, type
    send a, 'one'
    send a, 'two'
    def got = recv b, 2
    def rest = recv b
    close a
    def end = 'the end of file'
    try { if (!recv(b, 1, MSG_DONTWAIT).eof) end = 'more' } catch (SysException e) { end = e.errno }
    close b
    say "  ${name.padRight 10} recv 2: ${got.text.padRight 4} then: ${rest.text.padRight 6} peer closed: $end"
    [got.text, rest.text, "$end"]
}
say 'Sent: one, two. Received two bytes first:'
assert row('stream', SOCK_STREAM) == ['on', 'etwo', 'the end of file']
assert row('dgram', SOCK_DGRAM) == ['on', 'two', 'EAGAIN']
assert row('seqpacket', SOCK_SEQPACKET) == ['on', 'two', 'the end of file']
