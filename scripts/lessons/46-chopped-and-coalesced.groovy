// Lesson 46. On the way a message is cut into packets, and small ones are joined: TCP has no messages, only bytes. Options decide when
// they go. Needs network namespaces. See tcp(7), TCP_NODELAY, TCP_CORK, ip(7), help network.
title 'Messages, chopped and coalesced'

chapter 'A slow wire for small packets'
net = network('a', 'b', mtu: 576, delay: 150.ms)
(a, b) = net
server = fork(on: b)
client = fork(on: a)
server {
    l = socket AF_INET
    bind l, '10.0.0.2:5000'
    listen l
}
client {
    c = socket AF_INET
    bind c, '10.0.0.1:4000'
    connect c, '10.0.0.2:5000'
}
server { t = accept l }
say 'The MTU is 576: no packet is larger, headers included.'

chapter 'Chopped'
def sizes() { net.packets.findAll { it.from == 'a' && it.payload > 0 && !it.retransmission }*.payload }
net.clear()
client { send c, 'x' * 2000 }
eventually { sizes().sum() == 2000 }
say "One send of 2000 bytes went as ${sizes()} bytes: 52 bytes of each packet are headers."
assert sizes() == [524, 524, 524, 428]
server { done = 0; while (done < 2000) { done += recv(t, 4096, timeout: 10.s).size } }
assert done == 2000
say 'recv returns what has arrived, so it may return a part. It says nothing about where a send ended.'

chapter 'A datagram is put together again'
server {
    d = socket AF_INET, SOCK_DGRAM
    bind d, '10.0.0.2:6000'
}
net.clear()
client {
    u = socket AF_INET, SOCK_DGRAM
    bind u, '10.0.0.1:4001'
    sendto u, 'x' * 2000, '10.0.0.2:6000'
}
server { assert recv(d, 4096, timeout: 10.s).size == 2000 }
assert net.packets.every { it.fragment } && net.packets*.payload == [544, 552, 552, 352]
say "The datagram of 2000 bytes went as ${net.packets.size()} fragments, and recv returns it whole: IP puts it together."
wire net, loss: 10
net.clear()
client { 10.times { sendto u, 'x' * 2000, '10.0.0.2:6000' } }
eventually { net.packets.count { it.lost || it.delivered } == 40 }
wire net, loss: 0
server { whole = 0 }
server { fails(EAGAIN) { while (true) { recv d, 4096, MSG_DONTWAIT; whole++ } } } // varies
lost = net.packets.count { it.lost } // varies
say "Of 10 datagrams, 40 fragments, $lost fragments were lost, and $whole datagrams arrived: without one piece, the others are useless." // varies
assert whole > 0 && whole < 10

chapter 'Coalesced: the algorithm of Nagle'
net.clear()
client { 5.times { send c, 'x' } }
eventually { sizes().sum() == 5 }
say "Five sends of one byte went as ${sizes()} bytes."
assert sizes() == [1, 4]
say 'The first goes at once. While it is not confirmed, small amounts wait and are joined: so the network is not full of tiny packets.'

chapter 'TCP_NODELAY: each at once'
eventually { client { ioctl c, SIOCOUTQ } == 0 }
net.clear()
client {
    setsockopt c, IPPROTO_TCP, TCP_NODELAY, 1
    5.times { send c, 'x' }
}
eventually { sizes().sum() == 5 }
say "The same with TCP_NODELAY: ${sizes()}"
assert sizes() == [1, 1, 1, 1, 1]
say 'For a dialogue of small messages, where each waits for an answer, this saves round trips. It costs packets.'

chapter 'TCP_CORK: all together'
eventually { client { ioctl c, SIOCOUTQ } == 0 }
net.clear()
client {
    setsockopt c, IPPROTO_TCP, TCP_CORK, 1
    5.times { send c, 'x' }
    setsockopt c, IPPROTO_TCP, TCP_CORK, 0
}
eventually { sizes().sum() == 5 }
say "The same under a cork: ${sizes()}"
assert sizes() == [5]
say 'Nothing that is less than a full packet goes before the cork is removed, or 200 ms have passed: for a header and a body that two calls write.'

client { exit 0 }
waitpid client
server { exit 0 }
waitpid server
net.close()
