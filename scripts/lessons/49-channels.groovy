// Lesson 49. A descriptor as a channel of Java NIO. C waits for several descriptors with poll(2), Java
// with a Selector. Needs plugins/channels. See poll(2), help channel.
import java.nio.ByteBuffer
import java.nio.channels.SelectionKey
title 'Channels: a Selector beside poll'

chapter 'One descriptor, one channel'
(a, b) = socketpair()
ca = channel a
say "$ca"
// the number is the same, and so is the open file description
assert fd(ca) == a && channel(a).is(ca)
ca.write ByteBuffer.wrap('from Java'.bytes)
assert recv(b).text == 'from Java'
send b, 'from C'
buffer = ByteBuffer.allocate 100
assert ca.read(buffer) == 6
say 'One side uses a channel, the other one send and recv: to the kernel it is the same.'

chapter 'Three things to wait for'
path = "${scratch()}/server"
server = socket AF_UNIX, SOCK_STREAM
bind server, path
listen server
(r, w) = pipe()
(d, e) = socketpair AF_UNIX, SOCK_DGRAM
waiting = [server, r, d]
// a connection, a byte, a datagram
client = socket AF_UNIX, SOCK_STREAM
connect client, path
write w, 'x'
send e, 'ABCDE'

chapter 'poll: a list of descriptors in each call'
ready = poll waiting
say "$ready"
assert ready.keySet().toList() == waiting
say 'The kernel keeps no list: each call of poll passes all descriptors again.'

chapter 'Selector: the list is kept in Java'
channels = waiting.collect { channel it }
assert (selector = channels[0].provider().openSelector()).isOpen()
// a channel in a Selector must not block
channels.each { it.configureBlocking false }
assert fcntl(r, F_GETFL) & O_NONBLOCK
assert channels[0].register(selector, SelectionKey.OP_ACCEPT).isValid()
assert channels[1].register(selector, SelectionKey.OP_READ).isValid()
assert channels[2].register(selector, SelectionKey.OP_READ).isValid()
assert selector.select() == 3
found = selector.selectedKeys().collect { fd(it.channel()) }.sort { it.number }
say "$found"
assert found == waiting
say 'The same three. A key distinguishes accept from read; poll reports POLLIN for both.'

chapter 'Using what is ready'
talk = channels[0].accept()
say "$talk"
assert channels[1].read(ByteBuffer.allocate(10)) == 1
sender = channels[2].receive(ByteBuffer.allocate(3))
say "Three bytes of a datagram, sender $sender; the rest is gone, as with recv."
selector.selectedKeys().clear()
assert selector.selectNow() == 0
assert poll(waiting, timeout: 0).isEmpty()
say 'Both find nothing now. A Selector keeps its selected keys until they are removed.'

chapter 'Closed once'
// two numbers for the same socket
again = dup a
talk.close()
ca.close()
fails(EBADF) { send a, 'x' }
say 'Closing the channel has closed the descriptor.'
send b, 'y'
assert recv(again).text == 'y'
say 'The connection is still there: it has another descriptor, and nothing was shut down.'
close again
assert recv(b).eof
selector.close()
close r
assert !channels[1].isOpen()
[b, server, w, d, e, client].each { close it }
