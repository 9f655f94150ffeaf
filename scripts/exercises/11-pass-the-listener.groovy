// Exercise 11. A server hands its work over. See unix(7), SCM_RIGHTS; lessons 22 and 40.
title 'Pass the listener to the other process'

// == task ==
// This shell listens on path with the socket listener. The child is to serve the clients from now on: it needs the
// listening socket, as given. The socket pair here (this shell) and there (child) connects the two. The name must work
// all the time, no new socket is to be bound, and this shell must not keep the listener open.

// == start ==
path = "${scratch()}/server"
listener = socket()
bind listener, path
(here, there) = socketpair()
child = fork()
child { close listener }
listen listener
given = null

// == check ==
// the child has a socket with the address path
def its = null
try { its = child { getsockname given } } catch (Throwable e) { its = null }
assert "$its" == path : given == null ? 'given is not assigned' : "given has the address $its"

// a client that connects is accepted by the child
def c = socket()
def accepted = false
def failed = null
try {
    connect c, path, timeout: 1.s
    accepted = child { def a = accept(given, timeout: 1.s); close a; true }
} catch (Throwable e) { failed = e.message } finally { close c }
assert accepted : failed

// no other process has it open
def who = holders(path).findAll { it.pid != child.pid }*.pid
assert !who : who.contains(getpid()) ? 'this shell still has it open' : 'it is in flight: nobody has received it'

// == hints ==
// The descriptor of a listening socket can be sent like any other: sendfd here, listener

// Until the child receives it, it is in flight. child { given = recvfd there }

// Afterwards close listener: it is one more descriptor of the same open file description.

// == solution ==
sendfd here, listener
child { given = recvfd there }
close listener

// == wrong: keeps it ==
sendfd here, listener
child { given = recvfd there }

// == wrong: binds a new one ==
close listener
unlink path
child { given = socket(); bind given, "${path}2"; listen given }

// == wrong: sends it and does not receive it ==
sendfd here, listener
close listener
