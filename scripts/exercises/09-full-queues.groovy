// Exercise 9. Two processes that send and do not receive. See unix(7); lessons 19 and 41.
title 'Both send, nobody receives'

// == task ==
// The children client and server have datagram sockets, c and s, and each sends to the other one until a queue is full.
// Then each waits for the other, for ever: see why. Let the server get on: the job of the server is to end by itself,
// all that it has sent must arrive, and both children must live. The job of the client may be given up.

// == start ==
dir = scratch()
client = fork()
server = fork()
client { c = socket AF_UNIX, SOCK_DGRAM; bind c, "$dir/client" }
server { s = socket AF_UNIX, SOCK_DGRAM; bind s, "$dir/server" }
total = 400
fromClient = client.start { for (i in 1..total) sendto c, "$i", "$dir/server" }
fromServer = server.start { for (i in 1..total) sendto s, "$i", "$dir/client" }
received = []
eventually { why(server)[0]?.verdict == 'deadlock' }

// == check ==
// neither waits in a ring any more
def waits = why(client, server).findAll { it.verdict == 'deadlock' }
assert !waits : "there still is a ring: ${waits*.process.unique().join(', ')}"

// the server has sent everything
try { eventually(timeout: 2.s) { fromServer.done || why(server).size() > 0 } } catch (Throwable e) { }
assert fromServer.done : "it waits in ${why(server)[0]?.call}"
def failed = null
try { fromServer.get 1.s } catch (Throwable e) { failed = e.message }
assert !failed : failed

// all that the server has sent is in received, in order
assert received*.toString() == (1..total)*.toString() :
    "received has ${received.size()} of $total" + (received.size() == total ? ', but not in order' : '')

// both children live
assert [client, server].every { !it.end() } : 'a child has ended'

// == hints ==
// Someone must receive. A child that waits in sendto cannot: fromClient.cancel() gives up its job.

// client { recv c } receives one datagram in the client, and the server gets on.

// Until all 400 are there: client { for (i in 1..total) received << recv(c).text }

// == solution ==
fromClient.cancel()
client { for (i in 1..total) received << recv(c, timeout: 5.s).text }
fromServer.get 5.s

// == wrong: gives up both ==
fromClient.cancel()
fromServer.cancel()

// == wrong: kills the client ==
kill client, SIGKILL
waitpid client
