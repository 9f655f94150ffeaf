// Lesson 45. TCP repairs what the network loses: each byte is confirmed, and sent again if it is not. The price is time.
// Needs network namespaces. See tcp(7), TCP_INFO, help network.
title 'TCP repairs'

chapter 'A connection over a slow wire'
net = network('a', 'b', delay: 20.ms)
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
eventually { net.packets.size() == 3 }
say net.packets*.summary.join('\n')
say 'Three packets: SYN, SYN-ACK, ACK. connect has waited for the second: one round trip, 40 ms.'

chapter 'A packet is lost'
net.clear()
cut a, b
client { send c, 'hello' }
eventually { net.packets.any { it.lost } }
say 'send has succeeded: it only copies to the send buffer. On the wire the packet was lost.'
join a, b
server { assert recv(t, timeout: 20.s).text == 'hello' }
say 'The bytes have arrived nevertheless: TCP keeps them until they are confirmed, and sends them again.'
assert net.packets.count { it.payload == 5 } >= 2 && net.packets.any { it.retransmission }
first = net.packets.find { it.payload == 5 } // varies
last = net.packets.find { it.payload == 5 && !it.lost } // varies
say "${(last.time - first.time).toMillis()} ms lie between the first attempt and the one that arrived." // varies
client {
    info = getsockopt c, IPPROTO_TCP, TCP_INFO // varies
}
assert info.tcpi_total_retrans >= 1
say 'TCP_INFO counts them: tcpi_total_retrans. The time to wait, tcpi_rto, follows from measured round trips, and doubles with each attempt.'
assert info.tcpi_rtt > 20_000 && info.tcpi_rto >= 200_000

chapter 'A fifth is lost'
net.clear()
wire net, loss: 20
begin = System.nanoTime() // varies
client { sent = send c, new byte[50_000] }
server { done = 0; while (done < sent) { done += recv(t, 65536, timeout: 30.s).size } }
took = (System.nanoTime() - begin).intdiv(1_000_000) // varies
assert done == 50_000
again = net.packets.count { it.retransmission } // varies
say "50000 bytes, all arrived, in $took ms; ${net.packets.count { it.lost }} packets were lost, $again sent again." // varies
assert again > 0
say 'Nothing is missing, nothing is out of order. A reader only sees that nothing comes for a while, and then much at once.'

chapter 'What the server does not see'
wire net, loss: 0
net.clear()
client { send c, 'done' }
server { assert recv(t, timeout: 20.s).text == 'done' }
eventually { net.packets.any { it.from == 'b' && it.payload == 0 } }
say 'One packet with 4 bytes, one that confirms it: that is how TCP knows.'

client { exit 0 }
waitpid client
server { exit 0 }
waitpid server
net.close()
