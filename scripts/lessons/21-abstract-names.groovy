// Lesson 21. A UNIX socket can have a name that is no file: in the abstract namespace, written '@name'.
// It goes with its socket. Linux alone has this. See unix(7).
title 'Abstract names'

name = "@lesson-21.${getpid()}"

chapter 'A name without a file'
server = socket AF_UNIX, SOCK_DGRAM
bind server, name
assert !new File(name).exists()
say "$server"
// the kernel's own list has it
assert new File('/proc/net/unix').text.contains(name)
client = socket AF_UNIX, SOCK_DGRAM
sendto client, 'hello', name
assert recv(server).text == 'hello'
say 'No file was made, no folder is needed, and /proc/net/unix lists the name.'

chapter 'It is taken as long as the socket lives, and free afterwards'
fails(EADDRINUSE) { bind socket(AF_UNIX, SOCK_DGRAM), name }
copy = dup server
close server
sendto client, 'still there?', name
assert recv(copy).text == 'still there?'
say 'A second number for the socket keeps the name alive.'
close copy
gone = fails(ECONNREFUSED) { sendto client, 'x', name }
say "The last number is closed, the name is gone: $gone.message"
server = socket AF_UNIX, SOCK_DGRAM
bind server, name
say 'And it can be taken again at once. There is nothing to unlink; a path would now be in the way.'

chapter 'The kernel chooses a name'
// bind without an address; a client that only wants to be answered needs no more
bind client
say "client  $client"
assert getsockname(client) ==~ /@[0-9a-f]{5}/
sendto client, 'ping', name
m = recvfrom server
sendto server, 'pong', m.from
assert recv(client).text == 'pong'

chapter 'Nothing guards it'
// a path has an owner and permissions; here whoever comes first has the name, and anybody can send
squatter = socket AF_UNIX, SOCK_STREAM
bind squatter, "${name}.service"
listen squatter
victim = socket AF_UNIX, SOCK_STREAM
connect victim, "${name}.service"
other = getsockopt victim, SOL_SOCKET, SO_PEERCRED
say "Anybody could have taken this name first. Ask the kernel who did: $other"
assert other.pid == getpid()
// the name is the bytes as they are: no folders, no case folding, 107 of them
assert bind(socket(AF_UNIX, SOCK_DGRAM), name.padRight(108, 'x')) == 0
fails(EINVAL) { bind socket(AF_UNIX, SOCK_DGRAM), name.padRight(109, 'x') } // varies
say 'A name may have 107 bytes behind the @. It is seen in one network namespace: a container has its own.'

[server, client, squatter, victim].each { close it }
