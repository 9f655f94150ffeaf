// Exercise 6. A server that answers when it has read everything. See shutdown(2); lesson 17.
title 'Everything has been sent'

// == task ==
// The child server reads from its end of a connection until end of file and then sends back how many bytes it has read.
// Send it '12345' through c and assign its answer, a text, to the variable answer.

// == start ==
(c, s) = socketpair()
answer = null
server = fork()
server { close c }
close s
serving = server.start {
    def n = 0
    for (def m = read(s); !m.eof; m = read(s)) n += m.size
    send s, "$n bytes"
}

// == check ==
// the server has found the end of file and has answered
try { eventually(timeout: 2.s) { serving.done || why(server).size() > 0 } } catch (Throwable e) { }
assert serving.done : "it waits in ${why(server)[0]?.call}"
serving.get 1.s

// answer is its answer
assert "$answer" == '5 bytes' : "answer is '$answer'"

// == hints ==
// After close c nothing can be received through c either.

// A connection has two directions, and each can be ended by itself: shutdown(2).

// shutdown c, SHUT_WR tells the server that nothing more will come.

// == solution ==
send c, '12345'
shutdown c, SHUT_WR
answer = recv(c).text

// == wrong: closes ==
send c, '12345'
close c

// == wrong: does not say that this is all ==
send c, '12345'
try { answer = recv(c, 100, timeout: 200.ms).text } catch (SysException e) { }
