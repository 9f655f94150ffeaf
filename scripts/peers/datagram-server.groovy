#!/usr/bin/env ipcsh
// The server of the datagram example, for your own client: answers each datagram at serv-dom-sock, in
// this directory, with its number and the three bytes that fit.
//
//   ipcsh datagram-server.groovy [COUNT]

// a name that a dead server left behind would be in the way
try { unlink 'serv-dom-sock' } catch (SysException e) { assert e.errno == ENOENT }
s = socket AF_UNIX, SOCK_DGRAM
bind s, 'serv-dom-sock'
atexit { unlink 'serv-dom-sock' }
for (n in 1..(args ? args[0] as int : Integer.MAX_VALUE)) {
    m = recvfrom s, 3
    sendto s, "[$n](${m.text})", m.from
}
