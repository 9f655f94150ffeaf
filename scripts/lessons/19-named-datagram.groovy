// Lesson 19. Datagrams between named sockets on one machine: boundaries as with UDP, but nothing is
// lost on the way; a sender that is faster than the receiver blocks. See unix(7).
title 'Named datagram socket'

// a new directory, removed when the shell ends
dir = scratch()
server = socket AF_UNIX, SOCK_DGRAM
bind server, "$dir/server"

chapter 'A client needs a name to receive an answer'
nameless = socket AF_UNIX, SOCK_DGRAM
sendto nameless, 'who am I?', "$dir/server"
m = recvfrom server
say "$m: without a sender. It cannot be answered."
assert m.from == null
client = socket AF_UNIX, SOCK_DGRAM
bind client, "$dir/client"
sendto client, 'who am I?', "$dir/server"
m = recvfrom server
assert m.from == "$dir/client"
sendto server, "you are ${new File(m.from).name}", m.from
assert recv(client).text == 'you are client'
say 'With a name of its own the client receives the answer.'

chapter 'Three bytes of five'
sendto client, 'ABCDE', "$dir/server"
sendto client, 'FGH', "$dir/server"
m = recvfrom server, 3
say "$m"
assert m.text == 'ABC' && m.truncated
m = recvfrom server, 3
assert m.text == 'FGH' && !m.truncated
say 'The rest, DE, was discarded; the next receive returned the next datagram.'

chapter 'Addresses that cannot be reached'
fails(ENOENT) { sendto client, 'x', "$dir/nobody" }
stale = socket AF_UNIX, SOCK_DGRAM
bind stale, "$dir/stale"
close stale
fails(ECONNREFUSED) { sendto client, 'x', "$dir/stale" }
stream = socket AF_UNIX, SOCK_STREAM
bind stream, "$dir/stream"
fails(EPROTOTYPE) { sendto client, 'x', "$dir/stream" }
say 'No such name: ENOENT. A name whose socket is closed: ECONNREFUSED. A stream socket: EPROTOTYPE.'
say 'UDP would have reported none of this.'

chapter 'A full queue'
sent = 0
fails(EAGAIN) { while (true) { sendto client, 'x', MSG_DONTWAIT, "$dir/server"; sent++ } }
say "After $sent datagrams the server's queue is full: the next send fails with EAGAIN, or blocks. Nothing was lost:"
assert sent > 0
sender = bg { sendto client, 'the one too many', "$dir/server" }
eventually { sender.call }
say "  $sender.call waits"
arrived = 0
fails(EAGAIN) { while (true) { recv server, 100, MSG_DONTWAIT; arrived++ } }
sender.get 5.s
// it may have arrived while the queue was being emptied, or now
fails(EAGAIN) { while (true) { recv server, 100, MSG_DONTWAIT; arrived++ } }
assert arrived == sent + 1
say "  all $arrived arrived"

[server, client, nameless, stream].each { close it }
