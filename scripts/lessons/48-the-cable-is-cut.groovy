// Lesson 48. The cable is cut: no packet says so. What one end believes of the other, and how it finds out.
// Needs network namespaces. See tcp(7), SO_KEEPALIVE, TCP_USER_TIMEOUT, help network.
title 'The cable is cut'

chapter 'Nothing happens'
net = network('a', 'b')
(a, b) = net
server = fork(on: b)
client = fork(on: a)
server {
    l = socket AF_INET
    bind l, '10.0.0.2:5000'
    listen l
}
def connected(port, prepare) {
    client {
        c = socket AF_INET
        bind c, "10.0.0.1:$port"
        prepare()
        connect c, '10.0.0.2:5000'
    }
    server { t = accept l }
}
connected(4001) { }
cut a, b
client { fails(ETIMEDOUT) { recv c, timeout: 500.ms } }
assert client { getsockopt(c, IPPROTO_TCP, TCP_INFO).tcpi_state } == 1
say 'The reader waits, as it would for a peer that has nothing to say: the state is 1, ESTABLISHED. It would wait for ever.'
join a, b
client { send c, 'still there' }
server { assert recv(t, timeout: 10.s).text == 'still there' }
say 'A connection is only state at both ends. The cable may be mended in between, and nobody has noticed.'
client { close c }
server { close t }

chapter 'Keepalive: to ask while nothing is sent'
connected(4002) {
    setsockopt c, SOL_SOCKET, SO_KEEPALIVE, 1
    setsockopt c, IPPROTO_TCP, TCP_KEEPIDLE, 1
    setsockopt c, IPPROTO_TCP, TCP_KEEPINTVL, 1
    setsockopt c, IPPROTO_TCP, TCP_KEEPCNT, 2
}
net.clear()
eventually { net.packets.any { it.keepalive } && net.packets.any { it.from == 'b' } }
say 'After a second of silence the kernel sends a segment without data, and the other side confirms what it has: it is still there.'
cut a, b
client { fails(ETIMEDOUT) { recv c, timeout: 30.s } }
assert client { getsockopt(c, IPPROTO_TCP, TCP_INFO).tcpi_state } == 7
say 'Two questions without an answer: ETIMEDOUT, and the state is 7, CLOSE. By default the first is asked after two hours.'
client { close c }
join a, b
server { close t }

chapter 'TCP_USER_TIMEOUT: data that nobody confirms'
connected(4003) { setsockopt c, IPPROTO_TCP, TCP_USER_TIMEOUT, 500 }
cut a, b
client {
    send c, 'hello'
    fails(ETIMEDOUT) { recv c, timeout: 30.s }
}
assert client { getsockopt(c, IPPROTO_TCP, TCP_INFO).tcpi_state } == 7
say 'send succeeds, and the retransmissions end when the data have not been confirmed for 500 ms. By default that takes a quarter of an hour.'
client { close c }
join a, b
server { close t }

chapter 'Half open: one end is gone'
connected(4004) { }
cut a, b
server {
    setsockopt t, SOL_SOCKET, SO_LINGER, [l_onoff: 1, l_linger: 0]
    close t
}
join a, b
say 'As if host b had crashed and booted again: it knows nothing of the connection. The client still believes in it: half open.'
assert client { getsockopt(c, IPPROTO_TCP, TCP_INFO).tcpi_state } == 1
net.clear()
client {
    send c, 'hello'
    fails(ECONNRESET) { recv c, timeout: 10.s }
}
assert net.packets.any { it.from == 'b' && it.flags.startsWith('R') }
say 'The first packet is answered by RST: there is no such connection here. Only who sends finds out.'

client { exit 0 }
waitpid client
server { exit 0 }
waitpid server
net.close()
