// Exercise 8. A name that was left behind. See unix(7), unlink(2); lesson 18.
title 'The name of a server that is gone'

// == task ==
// A server had the name path and has ended, but the name is still in the file system. Start it again with this name:
// assign a listening socket to server. Nobody else may connect to it: the socket file needs the permissions rw-------.

// == start ==
path = "${scratch()}/server"
old = socket AF_UNIX, SOCK_STREAM
bind old, path
close old
server = null

// == check ==
// a client can connect to path
def c = socket()
def failed = null
try { connect c, path, timeout: 1.s } catch (SysException e) { failed = e.message } finally { close c }
assert !failed : failed

// it is server that listens there
def its = null
try { its = getsockname(server) } catch (Throwable e) { }
assert "$its" == path : "server is ${server == null ? 'not assigned' : "a socket with the address $its"}"

// only the owner may write to the socket file, and thus connect
assert stat(path).perms == 'rw-------' : "its permissions are ${stat(path).perms}"

// == hints ==
// bind creates the file, close does not remove it.

// unlink path before bind.

// The permissions come from the umask: umask 0177 before bind, and the old one again afterwards.

// == solution ==
unlink path
server = socket()
before = umask 0177
bind server, path
umask before
listen server

// == wrong: another name ==
server = socket()
bind server, "${path}2"
listen server

// == wrong: everybody may connect ==
unlink path
server = socket()
before = umask 0
bind server, path
umask before
listen server
