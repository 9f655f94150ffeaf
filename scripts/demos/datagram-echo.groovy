#!/usr/bin/env ipcsh
// Datagrams over named UNIX sockets: an echo server that receives three bytes of each, a client with a name
// of its own, and what happens when both only send. See unix(7).
//
//   ipcsh datagram-echo.groovy             at full speed
//   ipcsh replay datagram-echo.groovy      for an audience
title 'Datagrams over named UNIX sockets'

server = shell 'server'
client = shell 'client'

chapter 'A name in the file system'
say 'The server binds a datagram socket to a name. The name is a file.'
server {
    s = socket AF_UNIX, SOCK_DGRAM
    bind s, 'serv-dom-sock'
}
say 'The client binds a name as well: without one the server could not answer it.'
client {
    c = socket AF_UNIX, SOCK_DGRAM
    bind c, "clnt-dom-sock.${getpid()}"
    fails(EADDRINUSE) { bind socket(AF_UNIX, SOCK_DGRAM), 'serv-dom-sock' }
}

chapter 'Three bytes of each'
say 'Three datagrams of five bytes: each is one message, sent as a whole.'
client { 3.times { sendto c, 'ABCDE', 'serv-dom-sock' } }
say 'The server receives three bytes. The rest of that datagram is discarded: MSG_TRUNC says so.'
server {
    m = recvfrom s, 3
    assert m.text == 'ABC' && m.truncated
    sendto s, "[1](${m.text})", m.from
}
say 'The next receive returns the next datagram, not the rest of the first one.'
server {
    for (n in 2..3) {
        m = recvfrom s, 3
        sendto s, "[$n](${m.text})", m.from
    }
}
client {
    replies = (1..3).collect { recv(c, 100).text }
    assert replies == ['[1](ABC)', '[2](ABC)', '[3](ABC)']
}

chapter 'The flood'
say 'Now the client keeps sending before it reads a single reply; the server answers each datagram.'
echo = server.start {
    while (true) {
        m = recvfrom s, 3
        sendto s, "(${m.text})", m.from
    }
}
client {
    sent = 0
    fails(ETIMEDOUT) {
        while (true) {
            sendto c, 'ABCDE', 'serv-dom-sock', timeout: 1.s
            sent++
        }
    }
    limit = new File('/proc/sys/net/unix/max_dgram_qlen').text.trim() as int
    // both queues are full, and the server holds one more message
    assert sent in limit..(2 * limit + 4)
}
say 'The queues of both sides are full, so each waits for the other to receive: a deadlock.'
hide { eventually { server.state() == 'sendto(3, ...)' }; assert !echo.done }
say 'On Linux a full queue blocks the sender. Other systems fail the send instead: macOS with ENOBUFS.'

chapter 'The way out'
say 'One reply is read, and the server continues: there is space in the queue again.'
client {
    recv c, 100
    sendto c, 'ABCDE', 'serv-dom-sock', timeout: 5.s
}
say 'A sender must also receive: read replies in between, or send with MSG_DONTWAIT and poll.'
client {
    fails(EAGAIN) {
        while (true) { sendto c, 'ABCDE', MSG_DONTWAIT, 'serv-dom-sock' }
    }
    poll([c], POLLIN, timeout: 1.s).size() == 1
}
hide { echo.cancel() }
