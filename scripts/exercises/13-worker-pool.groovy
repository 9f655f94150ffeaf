// Exercise 13. A pool of workers must survive one of them. See unix(7); the demo worker-pool.
title 'A pool that survives a worker'

// == task ==
// handOver gives a piece of work, a text, to the next of three workers through their sockets. One worker has died, and
// handOver fails at its turn. Assign a block that hands the work to the next living worker instead, so that no piece of
// work gets lost or done twice, and that does not wait.

// == start ==
crew = (1..3).collect { def (mine, its) = socketpair(AF_UNIX, SOCK_SEQPACKET); [socket: mine, end: its] }
crew.each { it.worker = fork() }
for (w in crew) { def own = w.end; w.worker { crew.each { close it.socket; if (!it.end.is(own)) close it.end } } }
crew.each { close it.end }
kill crew[1].worker, SIGKILL
waitpid crew[1].worker
turn = 0
handOver = { text -> send crew[turn++ % crew.size()].socket, text }

// == check ==
// six pieces of work are handed over
def failed = null
def job = bg { for (i in 1..6) handOver "piece $i".toString() }
try { job.get 2.s } catch (Throwable e) { failed = e.message ?: "$e" }
if (!job.done) job.cancel()
assert !failed : failed

// the living workers have received each of them once, and nothing else
def got = []
for (w in crew.findAll { !it.worker.end() }) {
    def end = w.end
    try { while (true) { def m = w.worker { recv(end, 100, MSG_DONTWAIT).text }; if (!m) break; got << m.toString() } } catch (SysException e) { }
}
assert got.sort() == (1..6).collect { "piece $it".toString() } : "they have received $got"

// the two living workers still live
assert [crew.first(), crew.last()].every { !it.worker.end() } : 'another worker has ended'

// == hints ==
// What does send say at the turn of the dead worker? Its end is closed: EPIPE.

// Try the next one after a SysException with this errno; a worker that is gone need not be asked again.

// A full queue of a worker that is stuck must not stop the pool: MSG_DONTWAIT, and EAGAIN like EPIPE.

// == solution ==
handOver = { text ->
    while (crew) {
        def w = crew[turn++ % crew.size()]
        try {
            send w.socket, text, MSG_DONTWAIT
            return
        } catch (SysException e) {
            crew.remove w
        }
    }
    assert false : 'no worker is left'
}

// == wrong: ignores the failure ==
handOver = { text -> try { send crew[turn++ % crew.size()].socket, text } catch (SysException e) { } }

// == wrong: gives it to everybody ==
handOver = { text -> for (w in crew) try { send w.socket, text } catch (SysException e) { } }
