// Lesson 20. SOCK_SEQPACKET: a connection as with streams, messages as with datagrams. See unix(7).
title 'Seqpacket: a connection that preserves boundaries'

// a new directory, removed when the shell ends
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
say 'Two sends, two receives: no length has to be sent, as a stream would require.'
send client, 'ABCDE'
send client, 'next'
cut = recv talk, 3
say "$cut: the rest was discarded, as with a datagram"
assert cut.text == 'ABC' && cut.truncated
assert recv(talk).text == 'next'

chapter 'End of file like a stream'
send client, 'last'
close client
assert recv(talk).text == 'last'
assert recv(talk).eof
fails(EPIPE) { send talk, 'x' }
say 'The peer closed: first the rest, then end of file; sending gives EPIPE. Datagrams have no end of file.'
[talk, server].each { close it }
// the price: recv(2) also returns 0 for an empty message
(a, b) = socketpair AF_UNIX, SOCK_SEQPACKET
send a, ''
empty = recv b
assert empty.size == 0 && !empty.eof
say 'An empty message gives 0, as end of file does. Only poll shows that the peer is still there: no POLLRDHUP.'
assert !poll([b], POLLRDHUP, timeout: 0)
send a, ''
close a
last = recv b
say "And when it is gone: $last. So do not send empty messages."
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
