#!/usr/bin/env ipcsh
// A pool of workers: an acceptor accepts TCP connections, answers the WebSocket handshake and passes the live
// connection to one of several worker processes, which talks with the client from then on. What happens to
// a worker does not affect the others. See unix(7), SCM_RIGHTS.
//
//   ipcsh replay worker-pool.groovy              for an audience
//   ipcsh worker-pool.groovy PORT [WORKERS]      and continues as a server: open http://127.0.0.1:PORT/
title 'A pool of workers'

hide {
    // an invalid port or number of workers is reported before anything starts
    def wrong = { expected, given ->
        System.err.println "worker-pool: expected $expected, given '$given'"
        exit 2
    }
    if (args && !(args[0] ==~ /\d{1,5}/ && (args[0] as int) < 65536)) wrong 'a port, 0 to 65535', args[0]
    if (args.size() > 1 && !(args[1] ==~ /[1-9]\d?/)) wrong 'how many workers, 1 to 99', args[1]
}
hide {
    // as a server: a worker that ends is replaced
    serve = {
        println "http://127.0.0.1:$port/ is a page to talk to the pool; Ctrl-C ends it"
        def crew = [w2, w3]
        try {
            for (n = 4; !acceptor.done; n++) {
                crew.removeAll { it.done }
                if (crew.size() < (args[1] ?: 4) as int) {
                    hide { w = shell "w$n"; employ w }
                    crew << w
                } else {
                    def ended = waitpid(-1)
                    println "process $ended.pid has ended"
                }
            }
        } catch (SysException e) {
            if (e.errno != EINTR) throw e
            println 'the pool ends'
            exit 130
        }
    }
}

acceptor = shell 'acceptor'
w1 = shell 'w1'
// if started by root, one worker runs as nobody: it can serve its clients only because it has their descriptors
w2 = getuid() == 0 ? shell('w2', user: 'nobody') : shell('w2') // varies
client = shell 'client'

chapter 'The acceptor'
say 'One process accepts the connections but does not serve them: it answers the handshake and passes them on.'
hide {
    acceptor.port = args ? args[0] as int : 0
    acceptor.page = new File(script.parentFile, 'worker-pool.html').text
}
acceptor {
    // clients connect here
    listener = socket AF_INET
    setsockopt listener, SOL_SOCKET, SO_REUSEADDR, 1
    bind listener, "127.0.0.1:$port"
    listen listener, 1024
    fcntl listener, F_SETFL, O_NONBLOCK
    // workers connect here: an abstract name needs no directory that both may access
    pool = socket AF_UNIX, SOCK_SEQPACKET
    bind pool, "@worker-pool.${getpid()}"
    listen pool
    // acknowledged messages are stored here; no worker needs permission to open it
    ledger = open 'ledger', O_CREAT | O_WRONLY | O_APPEND, 0600
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
    // to the least busy worker; one that is stuck or dead is not asked again
    handOver = { connection, head ->
        while (workers) {
            def w = workers.min { it.value }.key
            try {
                sendmsg w, head, fds: [connection], flags: MSG_DONTWAIT
                workers[w]++
                return
            } catch (SysException e) { dismiss w }
        }
    }
    answer = { c, head ->
        if (head =~ /(?i)\nupgrade: *websocket/) return handOver(wsaccept(c, head).fd, head)
        def found = head.startsWith('GET / ')
        def body = found ? page : 'There is / and nothing else.\n'
        send c, ["HTTP/1.1 ${found ? '200 OK' : '404 Not Found'}",
                 "Content-Type: text/${found ? 'html' : 'plain'}; charset=utf-8",
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
port = acceptor { getsockname(listener).split(':')[1] as int }
name = acceptor { getsockname pool }
say 'From here on it waits for clients and for workers.'
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
                println e.message
                if (asking.remove(fd) != null) close fd
            }
        }
    }
}

chapter 'The workers'
say 'A worker joins the pool. It gets the descriptor of the ledger, and then those of its clients.'
// what each worker runs; it is shown for the first one
hide {
    employ = { w ->
        w.pool = name
        w.me = w.name
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
                tell c, [hello: clients.size(), user: System.getProperty('user.name')]
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
}
p1 = employ w1
p2 = hide { employ w2 }
say 'Two workers wait. The second has no permission to open what it uses: it was given the descriptors.'

chapter 'Two clients'
client.port = port
client {
    connected = { ->
        def s = socket(AF_INET)
        connect s, "127.0.0.1:$port"
        wsconnect s
    }
    a = connected()
    wsrecv(a).text // varies
}
client {
    b = connected()
    wsrecv(b).text // varies
}
say 'Each client has its own worker. It is the same connection: the acceptor has closed its descriptor.'
client { wssend a, '{"id": 1, "text": "stressed"}'; wsrecv(a).text }
client { wssend b, '{"id": 2, "text": "drawer"}'; wsrecv(b).text }

chapter 'A worker dies'
kill w1, SIGKILL
fails(ESRCH) { p1.get 10.s }
client { wsrecv a }
say 'The client of the dead worker sees its connection end. The other clients are not affected:'
client { wssend b, '{"id": 3, "text": "live"}'; wsrecv(b).text }
say 'It reconnects and is passed to another worker.'
client {
    close a.fd
    a = connected()
    wsrecv(a).text // varies
}

chapter 'A worker joins'
say 'A worker can join at any time, by connecting to the pool.'
w3 = shell 'w3'
p3 = hide { employ w3 }
client {
    c = connected()
    wsrecv(c).text // varies
}
say 'It was the least busy, and got the next client.'

chapter 'What was acknowledged is there'
assert read(open('ledger')).text.readLines().size() == 3
say 'Three messages were acknowledged, three are stored; the worker that stored the first is dead.'

if (args) serve()
