#!/usr/bin/env ipcsh
// A pool of workers: an acceptor accepts TCP connections, answers the WebSocket handshake and passes the live
// connection to one of several worker processes, which talks with the client from then on. What happens to
// a worker does not affect the others. See unix(7), SCM_RIGHTS. What an acceptor does, and a worker, is in pool/pool.groovy.
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
    load "$script.parentFile/pool/pool.groovy"
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
                    hide { w = shell "w$n"; employ w, name }
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
name = openPool acceptor, "127.0.0.1:${args ? args[0] : 0}"
port = acceptor { getsockname(listener).split(':')[1] as int }
say 'From here on it waits for clients and for workers.'
acceptClients acceptor

chapter 'The workers'
say 'A worker joins the pool. It gets the descriptor of the ledger, and then those of its clients.'
p1 = employ w1, name
hide { p2 = employ w2, name }
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
hide { p3 = employ w3, name }
client {
    c = connected()
    wsrecv(c).text // varies
}
say 'It was the least busy, and got the next client.'

chapter 'What was acknowledged is there'
assert read(open('ledger')).text.readLines().size() == 3
say 'Three messages were acknowledged, three are stored; the worker that stored the first is dead.'

if (args) serve()
