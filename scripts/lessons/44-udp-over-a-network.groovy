// Lesson 44. Over a network that loses packets, UDP loses messages and says nothing. Who answers if nobody listens is the other host's
// kernel, by ICMP; only a connected socket hears of it. Needs network namespaces. See udp(7), icmp(7), help network.
title 'UDP loses and says nothing'

chapter 'Two hosts and a wire'
net = network('a', 'b', loss: 30)
(a, b) = net
say 'Two network namespaces and a wire, which is a thread of this shell: it loses 30 of 100 packets.'
server = fork(on: b)
client = fork(on: a)
server {
    s = socket AF_INET, SOCK_DGRAM
    bind s, '10.0.0.2:5000'
}
client {
    c = socket AF_INET, SOCK_DGRAM
    bind c, '10.0.0.1:4000'
}

chapter 'Twenty datagrams'
client { sent = (1..20).collect { sendto c, "datagram $it", '10.0.0.2:5000' } }
assert sent.every { it > 0 }
eventually { net.packets.count { it.lost || it.delivered } == 20 }
server { got = [] }
server { fails(EAGAIN) { while (true) { got << recv(s, 100, MSG_DONTWAIT).text } } } // varies
lost = net.packets.count { it.lost }
say "20 were sent, every sendto succeeded, ${got.size()} arrived: the wire has lost $lost."
assert lost > 0 && got.size() + lost == 20
assert got == net.packets.findAll { !it.lost }.collect { new String(it.bytes, 28, it.payload) }
say 'Chance begins with the same seed in each run, so these packets are lost in each run.'
say "The first that was lost: ${net.packets.find { it.lost }.with { new String(bytes, 28, payload) }}"
say 'Nobody knows: not the sender, not the receiver. A program that must know has to number its messages, confirm them, and send again.'

chapter 'Nobody listens'
wire net, loss: 0
server { close s }
net.clear()
client { sendto c, 'hello?', '10.0.0.2:5000' }
eventually { net.packets.size() == 2 }
say "${net.packets[0].summary}"
say "${net.packets[1].summary}"
say 'The kernel of host b answers: port unreachable. An ICMP message, in which the beginning of the datagram is sent back.'
client { fails(ETIMEDOUT) { recv c, timeout: 200.ms } }
say 'The client does not hear of it: an unconnected socket has no one peer whose errors could be its own.'

chapter 'A connected socket hears of it'
client {
    connect c, '10.0.0.2:5000'
    send c, 'hello?'
    fails(ECONNREFUSED) { recv c, timeout: 5.s }
}
say 'connect sends nothing for UDP. It only sets the peer: now the ICMP message is the error of the next call.'

chapter 'A firewall that says no, and one that says nothing'
server {
    s = socket AF_INET, SOCK_DGRAM
    bind s, '10.0.0.2:5000'
}
firewall b, reject: 5000
client {
    send c, 'hello?'
    fails(ECONNREFUSED) { recv c, timeout: 5.s }
}
say 'Rejected: the same answer, although a server is there. The client learns at once that it is in vain.'
firewall b, drop: 5000
client {
    send c, 'hello?'
    fails(ETIMEDOUT) { recv c, timeout: 200.ms }
}
say 'Dropped: silence, as if the packet had been lost.'

client { exit 0 }
waitpid client
server { exit 0 }
waitpid server
net.close()
