#!/usr/bin/env ipcsh
// The server of the demo restart.groovy. It answers each line with its number in this conversation and the line reversed.
// It can be ended, or killed, at any moment and started again, and its clients see nothing but a pause: what it has is
// in the descriptor store of the manager that starts it, and what it has not done yet is in the kernel.
//
//   systemd-socket-activate -l 127.0.0.1:8080 --fdname=web ipcsh acceptor.groovy     without a store: until it ends
//
// See sd_listen_fds(3), sd_notify(3), tcp(7).

assert System.getenv('LISTEN_PID') as int == getpid() : 'no descriptors were passed to this process'
store = System.getenv('NOTIFY_SOCKET')
control = socket AF_UNIX, SOCK_DGRAM
notify = { text, fds = [] -> if (store) sendmsg control, text, to: store, fds: fds }
// it ends on purpose where it would wait, and not between accept and FDSTORE=1
(wake, waker) = pipe()
sigaction(SIGTERM, SA_RESTART) { write waker, '.' }

// what a predecessor had, by name: the listening socket, the memory, its connections
given = [:]
System.getenv('LISTEN_FDNAMES').split(':').eachWithIndex { name, i -> given[name] = 3 + i }
listener = given.remove 'web'
fcntl listener, F_SETFL, O_NONBLOCK

// 64 bytes for each connection: which of two records is valid; then the records, each with the number of lines that were
// answered, the bytes of these lines, and the bytes of the answers
MOST = 1000
memory = given.remove 'memory'
if (memory == null) {
    memory = memfd_create 'memory'
    ftruncate memory, 64 * MOST
    notify 'FDSTORE=1\nFDNAME=web', [listener]
    notify 'FDSTORE=1\nFDNAME=memory', [memory]
}
table = mmap 64 * MOST, fd: memory
at = { id -> 64 * id + 8 + 24 * (table.getLong(64 * id) as int) }
recorded = { id -> (0..2).collect { table.getLong(at(id) + 8 * it) } }
// valid by one store into memory: a kill finds the old record or the new one
record = { id, ...numbers ->
    def other = 1 - table.getLong(64 * id)
    numbers.eachWithIndex { n, i -> table.putLong(64 * id + 8 + 24 * (other as int) + 8 * i, n) }
    table.putLong 64 * id, other
}

// what the kernel knows of a connection: the bytes that were ever read from it, and written to it
taken = { c ->
    while (true) {
        def info = getsockopt(c, SOL_TCP, TCP_INFO)
        def unread = ioctl(c, FIONREAD)
        // nothing has arrived in between; the end of the other direction counts as a byte
        if (getsockopt(c, SOL_TCP, TCP_INFO).tcpi_bytes_received == info.tcpi_bytes_received) {
            return info.tcpi_bytes_received - unread - (info.tcpi_state == 1 ? 0 : 1)
        }
    }
}
written = { c ->
    def info = getsockopt(c, SOL_TCP, TCP_INFO)
    info.tcpi_bytes_sent - info.tcpi_bytes_retrans + info.tcpi_notsent_bytes
}

connections = given.collectEntries { name, number -> [number, name.split('-')[1] as int] }
if (connections) println "continues with ${connections.size()} connections"

welcome = { c ->
    def id = (1..<MOST).find { !connections.containsValue(it) }
    if (id == null) return close(c)
    record id, 0L, 0L, 0L
    notify "FDSTORE=1\nFDNAME=connection-$id", [c]
    connections[c.number] = id
}
dismiss = { c ->
    notify "FDSTOREREMOVE=1\nFDNAME=connection-${connections.remove(c)}"
    close c
}
// one line, if it is there as a whole. After a kill it continues wherever that happened
answer = { c ->
    def (lines, read, sent) = recorded(connections[c])
    if (taken(c) == read) {
        // only a look: an incomplete line stays in the kernel, and poll is silent until there is more of it
        def soon = recv(c, 4096, MSG_PEEK | MSG_DONTWAIT)
        def end = soon.text.indexOf('\n')
        if (end < 0) {
            if (soon.eof || soon.size == 4096) dismiss c
            else setsockopt c, SOL_SOCKET, SO_RCVLOWAT, soon.size + 1
            return
        }
        def line = soon.text.substring(0, end + 1)
        def text = "${lines + 1} ${line.trim().reverse()}\n".bytes
        // the predecessor may have sent it, or a part of it
        def gone = (written(c) - sent) as int
        if (gone < text.length) send c, Arrays.copyOfRange(text, gone, text.length)
        recv c, line.bytes.length
        setsockopt c, SOL_SOCKET, SO_RCVLOWAT, 1
    }
    record connections[c], lines + 1, taken(c), written(c)
}

// the signal that wakes it interrupts poll even with SA_RESTART
ready = { ->
    try {
        poll([wake, listener] + connections.keySet()).keySet()
    } catch (SysException e) {
        if (e.errno != EINTR) throw e
        [wake]
    }
}

notify 'READY=1'
while (true) {
    for (fd in ready()) {
        if (fd == wake) exit 0
        try {
            if (fd.number == listener) while (true) welcome accept(listener)
            else if (fd.number in connections) answer fd.number
        } catch (SysException e) {
            if (e.errno != EAGAIN && fd.number in connections) dismiss fd.number
        }
    }
}
