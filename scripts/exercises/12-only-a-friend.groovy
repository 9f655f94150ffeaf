// Exercise 12. Who is at the other end? See unix(7), SO_PEERCRED; lesson 25.
title 'The server talks only with a friend'

// == task ==
// friend and stranger are two processes that connect to the server and say the same. mayTalk is called with a connection
// and tells whether the server talks with it. Assign a block to it that gives true for the process friend alone. What
// the other side sends proves nothing: ask the kernel.

// == start ==
path = "${scratch()}/server"
server = socket()
bind server, path
listen server
friend = fork()
stranger = fork()
meet = { who ->
    who { their = socket(); connect their, path; send their, 'I am your friend' }
    accept server
}
mayTalk = { connection -> recv(connection, 100, MSG_PEEK).text == 'I am your friend' }

// == check ==
// the friend may talk
def c = meet friend
def may = false
try { may = mayTalk(c) } finally { close c; friend { close their } }
assert may : "mayTalk gave $may"

// the stranger may not
def c = meet stranger
def may = true
try { may = mayTalk(c) } finally { close c; stranger { close their } }
assert !may : "mayTalk gave $may"

// this shell may not either, and the order does not matter
def own = socket()
connect own, path
send own, 'I am your friend'
def c = accept(server)
def d = meet friend
def may = [true, false]
try { may = [mayTalk(c), mayTalk(d)] } finally { [own, c, d].each { close it }; friend { close their } }
assert !may[0] && may[1] : "mayTalk gave ${may[0]} for this shell and ${may[1]} for the friend"

// == hints ==
// SO_PEERCRED, an option of the connected socket, tells which process called connect.

// getsockopt(connection, SOL_SOCKET, SO_PEERCRED).pid is its process ID.

// == solution ==
mayTalk = { connection -> getsockopt(connection, SOL_SOCKET, SO_PEERCRED).pid == friend.pid }

// == wrong: asks for the user, which all of them share ==
mayTalk = { connection -> getsockopt(connection, SOL_SOCKET, SO_PEERCRED).uid == getuid() }

// == wrong: knows the first connection only ==
first = null
mayTalk = { connection -> first = first ?: connection; connection.is(first) }
