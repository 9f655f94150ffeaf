// Lesson 16. UDP sends datagrams: each arrives whole and separate, or not at all, and the sender gets no notice.
// See udp(7).
title 'UDP: messages, but no guarantee'

chapter 'Boundaries are preserved'
server = socket AF_INET, SOCK_DGRAM
bind server, '127.0.0.1:0'         // port 0: the kernel chooses
address = getsockname server
client = socket AF_INET, SOCK_DGRAM
sendto client, 'one', address
sendto client, 'two', address
first = recvfrom server
assert first.text == 'one'
assert recv(server).text == 'two'
say "Two sends, two receives: $first. No connection, no accept."
// each datagram carries the address of its sender, so one socket serves many clients
sendto server, 'reply', first.from
assert recv(client, timeout: 5.s).text == 'reply'

chapter 'What does not fit is discarded'
sendto client, 'ABCDE', address
sendto client, 'next', address
cut = recv server, 3
say "$cut: the rest of this datagram is lost,"
assert cut.text == 'ABC' && cut.truncated
assert recv(server, 3).text == 'nex'
say 'because the next receive returns the next datagram.'
// MSG_PEEK leaves the datagram in the queue; MSG_TRUNC returns its real length
sendto client, 'how long?', address
assert recv(server, 1, MSG_PEEK | MSG_TRUNC).length == 9
assert recv(server).text == 'how long?'
sendto client, '', address
empty = recv server
assert empty.size == 0 && !empty.eof
say 'An empty datagram is a message of 0 bytes, not the end: UDP has no end of file.'
fails(EMSGSIZE) { sendto client, new byte[65_508], address }
say '65508 bytes are more than a datagram can carry: EMSGSIZE.'

chapter 'No guarantee'
setsockopt server, SOL_SOCKET, SO_RCVBUF, 4096
1000.times { sendto client, "datagram $it", address }
arrived = 0
fails(EAGAIN) { while (true) { recv server, 100, MSG_DONTWAIT; arrived++ } }
say "1000 were sent, every send succeeded, $arrived arrived: the receive buffer was full."
assert arrived > 0 && arrived < 1000

chapter 'No receiver'
close server
assert sendto(client, 'hello?', address) == 6
say 'No socket is bound to this port any more, yet sendto succeeds.'
// a connected UDP socket has a single peer, so the kernel can report errors that come back from it
connect client, address
send client, 'hello?'
refused = fails(ECONNREFUSED) { recv client, timeout: 5.s }
say "On a connected socket the next call reports it: $refused.message"
close client
