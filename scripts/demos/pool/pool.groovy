// What the demos of worker pools share: what an acceptor does, and what a worker does. They load this file.
// Needs plugins/websocket.

// an acceptor listens at an address, and opens a pool, whose name this returns
openPool = { acceptor, address, disk = 'ledger' ->
    acceptor.address = address
    acceptor.disk = disk
    acceptor.page = new File(script.parentFile, 'worker-pool.html').text
    acceptor {
        // clients connect here
        listener = socket AF_INET
        setsockopt listener, SOL_SOCKET, SO_REUSEADDR, 1
        bind listener, address
        listen listener, 1024
        fcntl listener, F_SETFL, O_NONBLOCK
        // workers connect here: an abstract name needs no directory that both may access
        pool = socket AF_UNIX, SOCK_SEQPACKET
        bind pool, "@worker-pool.${getpid()}"
        listen pool
        // acknowledged messages are stored here; no worker needs permission to open it
        ledger = open disk, O_CREAT | O_WRONLY | O_APPEND, 0600
        workers = [:]
        asking = [:]
    }
    acceptor {
        welcome = { w ->
            // any process could connect to that name: the kernel says which one did
            def who = getsockopt(w, SOL_SOCKET, SO_PEERCRED)
            if (!(who.uid in [getuid(), 65534])) return close(w)
            sendfd w, ledger
            workers[w] = 0
            println "worker $who.pid joins"
        }
        dismiss = { w ->
            workers.remove w
            close w
            println "a worker is gone, ${workers.size()} left"
        }
        // to the least busy worker; one that is dead, or stuck for a second, is not asked again
        handOver = { connection, head ->
            while (workers) {
                def w = workers.min { it.value }.key
                try {
                    sendmsg w, head, fds: [connection], timeout: 1.s
                    workers[w]++
                    return
                } catch (SysException e) { dismiss w }
            }
        }
        answer = { c, head ->
            def wanted = head.tokenize()[1]
            if (workers && head =~ /(?i)\nupgrade: *websocket/) return handOver(wsaccept(c, head).fd, head)
            def (status, body) = !workers ? ['503 Service Unavailable', 'There is no worker.\n']
                : wanted == '/' ? ['200 OK', page]
                : wanted == '/ready' ? ['200 OK', 'There are workers.\n']
                : ['404 Not Found', 'There is / and nothing else.\n']
            send c, ["HTTP/1.1 $status", "Content-Type: text/${body == page ? 'html' : 'plain'}; charset=utf-8",
                     "Content-Length: ${body.bytes.length}", 'Connection: close', '', body].join('\r\n')
        }
        // an incomplete request stays here; a complete or invalid one is removed from this set
        hear = { c ->
            def piece = recv(c, 16384, MSG_DONTWAIT)
            def head = asking[c] += piece.text
            if (head.endsWith('\r\n\r\n')) answer c, head
            else if (!piece.eof && head.size() < 16384) return
            asking.remove c
            close c
        }
    }
    acceptor { getsockname pool }
}

// from here on it serves clients and workers
acceptClients = { acceptor ->
    acceptor.start {
        while (true) {
            for (fd in poll([listener, pool] + workers.keySet() + asking.keySet()).keySet()) {
                try {
                    // all pending connections, until EAGAIN
                    if (fd == listener) while (true) asking[accept(listener)] = ''
                    else if (fd == pool) welcome accept(pool)
                    else if (!(fd in workers)) hear fd
                    else if (recv(fd).eof) dismiss fd
                    else workers[fd]--
                } catch (SysException | UsageException e) {
                    if (fd == listener) continue
                    // the client is gone, or does not know how to ask
                    if (e instanceof UsageException) println e.message
                    if (asking.remove(fd) != null) close fd
                }
            }
        }
    }
}

// a worker joins the pool with this name, and serves the clients that it is given
employ = { w, name, host = null ->
    w.pool = name
    w.me = w.name
    w.host = host
    w {
        channel = socket AF_UNIX, SOCK_SEQPACKET
        connect channel, pool
        ledger = recvfd channel
        clients = [:]
        tell = { c, what ->
            def all = [worker: me, pid: getpid()] + what
            wssend clients[c], groovy.json.JsonOutput.toJson(all), timeout: 1.s
        }
        take = { message ->
            if (message.eof) exit 0
            def c = message.fds[0]
            clients[c] = wsadopt(c, message.text)
            def acceptor = getsockopt(channel, SOL_SOCKET, SO_PEERCRED).pid
            tell c, [hello: clients.size(), user: System.getProperty('user.name'), host: host, acceptor: acceptor]
        }
        leave = { c ->
            clients.remove c
            close c
            send channel, '-'
        }
        hear = { c ->
            def m = wsrecv(clients[c], MSG_DONTWAIT)
            if (m.eof) return leave(c)
            def said = new groovy.json.JsonSlurper().parseText(m.text)
            // stored first, in one write; acknowledged afterwards
            write ledger, "$me ${said.id} ${groovy.json.JsonOutput.toJson(said.text)}\n"
            tell c, [ack: said.id, text: said.text?.reverse()]
        }
    }
    w.start {
        while (true) {
            for (fd in poll([channel] + clients.keySet()).keySet()) {
                try {
                    if (fd == channel) while (true) take recvmsg(channel, 65536, MSG_DONTWAIT)
                    hear fd
                } catch (SysException e) {
                    // no complete message has arrived yet; or the client is gone, or does not read
                    if (e.errno != EAGAIN && fd in clients) leave fd
                } catch (groovy.json.JsonException | IllegalArgumentException e) {
                    tell fd, [error: 'not JSON']
                }
            }
        }
    }
}
