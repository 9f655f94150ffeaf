// Exercise 7. A server that is started again. See socket(7), SO_REUSEADDR; lesson 15.
title 'Address already in use'

// == task ==
// A server listened on 127.0.0.1 with the port port, and closed a connection; now it has ended. Start it again: assign a
// listening socket with the same address to the variable listener. bind says that the address is in use.

// == start ==
old = socket AF_INET
setsockopt old, SOL_SOCKET, SO_REUSEADDR, 1
bind old, '127.0.0.1:0'
listen old
port = getsockname(old).split(':')[1] as int
client = socket AF_INET
connect client, "127.0.0.1:$port"
served = accept old
close served
close client
close old
listener = null

// == check ==
// listener is a socket with the address of the server
def name = null
try { name = getsockname(listener) } catch (Throwable e) { }
assert "$name" == "127.0.0.1:$port" : "listener is ${listener == null ? 'not assigned' : "a socket with the address $name"}"

// a client can connect to it
def c = socket AF_INET
def failed = null
try { connect c, "127.0.0.1:$port", timeout: 1.s } catch (SysException e) { failed = e.message } finally { close c }
assert !failed : failed

// == hints ==
// The side that closes a connection first keeps its address in the state TIME_WAIT for a minute.

// SO_REUSEADDR (socket(7)) allows bind to take an address that is only kept by that; the old server had set it as well.

// setsockopt must be called before bind.

// == solution ==
listener = socket AF_INET
setsockopt listener, SOL_SOCKET, SO_REUSEADDR, 1
bind listener, "127.0.0.1:$port"
listen listener

// == wrong: takes another port ==
listener = socket AF_INET
bind listener, '127.0.0.1:0'
listen listener

// == wrong: does not listen ==
listener = socket AF_INET
setsockopt listener, SOL_SOCKET, SO_REUSEADDR, 1
bind listener, "127.0.0.1:$port"
