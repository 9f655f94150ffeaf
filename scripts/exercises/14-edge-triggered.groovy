// Exercise 14. An edge-triggered event is reported once. See epoll(7); lesson 28.
title 'Bytes that nobody is told of'

// == task ==
// ep watches r with EPOLLET. When epoll_wait reports r, the server calls drain, which reads too little: the rest is not
// reported again. Assign a block to drain that reads everything and returns it as a text, without ever waiting for more.

// == start ==
(r, w) = pipe()
ep = epoll_create1()
epoll_ctl ep, EPOLL_CTL_ADD, r, EPOLLIN | EPOLLET
server = thread 'server'
drain = { fd -> read(fd, 4).text }

// == check ==
// drain returns all that is there: 'a first and a second'
write w, 'a first'
write w, ' and a second'
epoll_wait ep, timeout: 1.s
def job = server.start { drain r }
def ended = false
try { eventually(timeout: 2.s) { job.done }; ended = true } catch (Throwable e) { }
def call = ended ? null : why(server)[0]?.call
if (!ended) job.cancel()
def left = null
def text = ended ? job.get(1.s) : null
while (ioctl(r, FIONREAD)) left = (left ?: '') + read(r).text
assert ended : "drain does not end: it waits in $call"
assert "$text" == 'a first and a second' : "it returned '$text', and left '${left ?: ''}'"

// when more arrives, that is reported, and drained again
write w, 'more'
assert epoll_wait(ep, timeout: 1.s).size() == 1 : 'epoll_wait reports nothing'
def job = server.start { drain r }
def again = null
try { again = job.get(2.s) } catch (Throwable e) { job.cancel() }
while (ioctl(r, FIONREAD)) read r
assert "$again" == 'more' : "it returned '$again'"

// == hints ==
// With EPOLLET read until there is nothing more; only then wait for the next event.

// read on a blocking descriptor waits when there is nothing more: fcntl r, F_SETFL, O_NONBLOCK

// Read until a SysException with the errno EAGAIN, and collect the texts.

// == solution ==
fcntl r, F_SETFL, O_NONBLOCK
drain = { fd ->
    def text = ''
    try {
        while (true) {
            def m = read(fd, 4)
            if (m.eof) return text
            text += m.text
        }
    } catch (SysException e) {
        if (e.errno != EAGAIN) throw e
    }
    text
}

// == wrong: reads until end of file ==
drain = { fd ->
    def text = ''
    for (def m = read(fd, 4); !m.eof; m = read(fd, 4)) text += m.text
    text
}

// == wrong: reads twice ==
fcntl r, F_SETFL, O_NONBLOCK
drain = { fd -> read(fd, 4).text + read(fd, 4).text }
