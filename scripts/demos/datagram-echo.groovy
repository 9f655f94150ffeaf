#!/usr/bin/env ipcsh
// Datagrams over named UNIX sockets: an echo server that takes three bytes of each, a client with a
// name of its own, and what happens when both only send.
//
//   ipcsh datagram-echo.groovy                          both halves here, in a folder of their own
//   ipcsh datagram-echo.groovy server [COUNT]           the server alone, in this folder
//   ipcsh datagram-echo.groovy client [TEXT [TIMES]]    the client alone, in this folder

half = args ? args[0] : 'both'
folder = half == 'both' ? "/tmp/datagram-echo.${getpid()}/" : ''
serverName = folder + 'serv-dom-sock'
clientName = folder + "clnt-dom-sock.${getpid()}"

def bound(name) {
    // a name that a dead server left behind would be in the way
    try { unlink name } catch (SysException e) { assert e.errno == ENOENT }
    def s = socket AF_UNIX, SOCK_DGRAM
    bind s, name
    s
}

/** Answers COUNT datagrams, each with its number and the three bytes that fit. */
def serve(s, count) {
    for (n in 1..count) {
        def m = recvfrom s, 3
        sendto s, "[$n](${m.text})", m.from
    }
}

/** Sends the text several times, then collects as many replies. */
def talk(c, text, times) {
    times.times { sendto c, text, serverName }
    (1..times).collect { recv(c, 100, timeout: 5.s).text }
}

if (half == 'server') {
    def s = bound serverName
    try {
        serve s, args.size() > 1 ? args[1] as int : Integer.MAX_VALUE
    } finally {
        unlink serverName
    }
    return
}
if (half == 'client') {
    def text = args.size() > 1 ? args[1] : 'ABCDE'
    def times = args.size() > 2 ? args[2] as int : 3
    def c = bound clientName
    try {
        talk(c, text, times).each { println it }
    } finally {
        unlink clientName
    }
    return
}
if (half != 'both') {
    throw new IllegalArgumentException("expected server or client, given '$half'")
}

new File(folder).mkdir()
title 'Datagrams over named UNIX sockets'

chapter 'Three bytes of each'
s = bound serverName
c = bound clientName
say "server  $s"
say "client  $c"
echo = bg { serve s, 3 }
replies = talk c, 'ABCDE', 3
echo.get 5.s
say "The client sent ABCDE three times; the server took three bytes of each, the rest was gone:"
say "  ${replies.join('  ')}"
assert replies == ['[1](ABC)', '[2](ABC)', '[3](ABC)']

chapter 'The flood'
say 'Now the client sends 1000 messages before it reads a single reply, and the server answers each.'
answered = 0
echo = bg {
    while (true) {
        m = recvfrom s, 3
        sendto s, "[${answered + 1}](${m.text})", m.from
        answered++
    }
}
sent = 0
stuck = fails(ETIMEDOUT) {
    1000.times {
        sendto c, 'ABCDE', serverName, timeout: 1.s
        sent++
    }
}
limit = new File('/proc/sys/net/unix/max_dgram_qlen').text.trim() as int // varies
say "They block each other for good, and for more than a second now:"
say "  the client after $sent messages:   $stuck.call: the server's queue is full" // varies
say "  the server after $answered replies:    ${echo.call}: the client's queue is full" // varies
say "  a queue holds ${limit + 1} datagrams here (net.unix.max_dgram_qlen is $limit)" // varies
say "  waiting for the server ${ioctl(c, SIOCOUTQ)} bytes of memory, of at most ${getsockopt(c, SOL_SOCKET, SO_SNDBUF)}; for the client ${ioctl(s, SIOCOUTQ)}" // varies
assert !echo.done && echo.call.startsWith('sendto')
assert sent < 1000 && sent > answered

say 'On Linux a full queue blocks the sender. Other systems fail the send instead: macOS with ENOBUFS.'

chapter 'The way out'
before = answered // varies
recv c, 100
eventually { answered > before } // varies
say "One reply read, and the server goes on: $answered replies now. Who sends must also receive: read" // varies
say 'replies in between, or send with MSG_DONTWAIT and poll for what is possible.'
echo.cancel()

[s, c].each { close it }
[serverName, clientName].each { unlink it }
new File(folder).delete()
