// Lesson 47. What overhead means: the same hundred messages, by UDP and by TCP, in packets and bytes on the wire.
// Needs network namespaces. See udp(7), tcp(7), help network.
title 'Overhead'

chapter 'A hundred messages by UDP'
net = network('a', 'b')
(a, b) = net
server = fork(on: b)
client = fork(on: a)
server {
    s = socket AF_INET, SOCK_DGRAM
    bind s, '10.0.0.2:5000'
}
client {
    c = socket AF_INET, SOCK_DGRAM
    bind c, '10.0.0.1:4000'
    100.times { sendto c, '0123456789', '10.0.0.2:5000' }
}
eventually { net.packets.size() == 100 }
def account(name) { "$name: ${net.packets.size()} packets, $net.packets.bytes bytes on the wire, $net.packets.payload of them the messages" }
say account('UDP')
assert net.packets.payload == 1000 && net.packets.bytes == 3800
say 'Each message has 20 bytes of IP and 8 bytes of UDP in front: addresses, ports, a length, a checksum. And nobody knows whether it arrived.'

chapter 'The same by TCP, each message at once'
wire net, delay: 20.ms
server {
    l = socket AF_INET
    bind l, '10.0.0.2:5001'
    listen l
}
def hundred(way) {
    net.clear()
    client {
        k = socket AF_INET
        connect k, '10.0.0.2:5001'
        way()
        shutdown k, SHUT_WR
    }
    server {
        t = accept l
        done = 0
        while (!(m = recv(t, 4096, timeout: 10.s)).eof) { done += m.size }
        close t
    }
    client {
        assert recv(k, timeout: 10.s).eof
        close k
    }
    assert done == 1000
    eventually { net.packets.count { it.flags.contains('F') } == 2 && net.packets.last().flags == '.' }
    net.packets.findAll { it.payload > 0 }.size()
}
data = hundred { setsockopt k, IPPROTO_TCP, TCP_NODELAY, 1; 100.times { send k, '0123456789' } } // varies
say account('TCP with TCP_NODELAY') // varies
assert data >= 10 && net.packets.payload >= 1000
say 'At first ten packets may be on their way without a confirmation, the congestion window: what must wait is joined even so.'
say '20 bytes of IP and 32 of TCP in front of each message, and packets without any message: to connect, to confirm, to end.'
empty = net.packets.findAll { it.payload == 0 } // varies
assert empty*.flags.containsAll(['S', 'S.', '.', 'F.'])

chapter 'The same by TCP in one piece'
data = hundred { send k, '0123456789' * 100 } // varies
say account('TCP, one send') // varies
assert data >= 1 && net.packets.bytes < 3000
say 'One packet carries all hundred messages: less than UDP needs, although it is reliable. A stream that is full is cheap.'
say 'What is expensive is a connection for little data, and an answer to wait for after each message.'

chapter 'One question, one answer'
say 'UDP: 2 packets, one round trip. TCP: about 10 packets and two round trips, because connect comes first.'
net.clear()
server {
    t = socket AF_INET, SOCK_DGRAM
    bind t, '10.0.0.2:6000'
}
client { sendto c, 'time?', '10.0.0.2:6000' }
server { m = recvfrom t, timeout: 10.s; sendto t, 'noon', m.from }
client { assert recv(c, timeout: 10.s).text == 'noon' }
assert net.packets.size() == 2
say account('UDP')

client { exit 0 }
waitpid client
server { exit 0 }
waitpid server
net.close()
