#!/usr/bin/env ipcsh
// The client of the datagram example, for your own server at serv-dom-sock in this directory: sends the
// text TIMES times, then prints as many replies.
//
//   ipcsh datagram-client.groovy [TEXT [TIMES]]

text = args ? args[0] : 'ABCDE'
times = args.size() > 1 ? args[1] as int : 3
name = "clnt-dom-sock.${getpid()}"
c = socket AF_UNIX, SOCK_DGRAM
bind c, name
atexit { unlink name }
times.times { sendto c, text, 'serv-dom-sock' }
times.times { println recv(c, 100, timeout: 5.s).text }
