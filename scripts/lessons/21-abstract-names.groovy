// Lesson 21. A UNIX socket can have a name that is not a file: in the abstract namespace, written '@name'.
// It disappears with its socket. Only Linux has this. See unix(7).
title 'Abstract names'

name = "@lesson-21.${getpid()}"

chapter 'A name without a file'
server = socket AF_UNIX, SOCK_DGRAM
bind server, name
assert !new File(name).exists()
say "$server"
// the kernel's own list shows it
assert new File('/proc/net/unix').text.contains(name)
client = socket AF_UNIX, SOCK_DGRAM
sendto client, 'hello', name
assert recv(server).text == 'hello'
say 'No file was created, no directory is needed, and /proc/net/unix lists the name.'

chapter 'It is in use as long as the socket exists, and free afterwards'
fails(EADDRINUSE) { bind socket(AF_UNIX, SOCK_DGRAM), name }
copy = dup server
close server
sendto client, 'still there?', name
assert recv(copy).text == 'still there?'
say 'A second descriptor for the socket keeps the name in use.'
close copy
gone = fails(ECONNREFUSED) { sendto client, 'x', name }
say "The last descriptor is closed, the name is gone: $gone.message"
server = socket AF_UNIX, SOCK_DGRAM
bind server, name
say 'And it can be bound again at once. There is nothing to unlink; a path would now be in the way.'

chapter 'The kernel chooses a name'
// bind without an address; a client that only wants an answer needs no more
bind client
say "client  $client"
assert getsockname(client) ==~ /@[0-9a-f]{5}/
sendto client, 'ping', name
m = recvfrom server
sendto server, 'pong', m.from
assert recv(client).text == 'pong'

chapter 'It has no permissions'
// a path has an owner and permissions; here the first process to bind has the name, and any can send
squatter = socket AF_UNIX, SOCK_STREAM
bind squatter, "${name}.service"
listen squatter
victim = socket AF_UNIX, SOCK_STREAM
connect victim, "${name}.service"
other = getsockopt victim, SOL_SOCKET, SO_PEERCRED
say "Any process could have bound this name first. The kernel reports which one did: $other"
assert other.pid == getpid()
// the name is up to 107 arbitrary bytes: no directories, no case folding
assert bind(socket(AF_UNIX, SOCK_DGRAM), name.padRight(108, 'x')) == 0
fails(EINVAL) { bind socket(AF_UNIX, SOCK_DGRAM), name.padRight(109, 'x') } // varies
say 'A name may have 107 bytes after the @. It is visible in one network namespace: a container has its own.'

[server, client, squatter, victim].each { close it }
