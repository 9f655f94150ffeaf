#!/usr/bin/env ipcsh
// Two pools of workers on two hosts, behind a load balancer, HAProxy. A worker dies, a host falls silent, a host dies: what do
// a thousand clients see of it? Each pool is that of worker-pool.groovy.
// Needs plugins/websocket. Needs network namespaces (help network), and haproxy(1).
//
//   ipcsh replay pool-behind-a-balancer.groovy              for an audience
//   ipcsh pool-behind-a-balancer.groovy PORT [WORKERS]      a server instead: open http://127.0.0.1:PORT/
title 'Two pools behind a balancer'

hide {
    // what is invalid or missing is reported before anything starts
    def wrong = { expected, given ->
        System.err.println "pool-behind-a-balancer: expected $expected, given $given"
        exit 2
    }
    if (args && !(args[0] ==~ /\d{1,5}/ && (args[0] as int) < 65536)) wrong 'a port, 0 to 65535', "'${args[0]}'"
    if (args.size() > 1 && !(args[1] ==~ /[1-9]/)) wrong 'how many workers on each host, 1 to 9', "'${args[1]}'"
    size = args.size() > 1 ? args[1] as int : 2
    // Debian has it where only root's PATH leads to
    haproxy = (System.getenv('PATH').tokenize(':') + '/usr/sbin').collect { "$it/haproxy" as String }.find { new File(it).canExecute() }
    if (!haproxy) wrong 'haproxy(1)', 'none: apt install haproxy'
    load "$script.parentFile/pool/pool.groovy"
}
hide {
    work = [:]
    hire = { p ->
        def w = shell("$p.host.name${++p.hired}", on: p.host)
        p.crew << w
        work[w.name] = employ w, p.name, p.host.name
    }
    boot = { p ->
        def acceptor = shell("acceptor-$p.host.name${p.boots++ ?: ''}", on: p.host)
        p.acceptor = acceptor
        p.back = 0
        p.name = openPool acceptor, "$p.host.address:8080", "disk-$p.host.name"
        work[acceptor.name] = acceptClients acceptor
        size.times { hire p }
    }
}
hide {
    bury = { role ->
        try { work[role.name].get 10.s } catch (SysException e) { }
    }
    obey = { order ->
        def words = order.tokenize()
        def host = [a: a, b: b][words[1]]
        if (words[0] == 'cut' && host) println cut(host)
        else if (words[0] == 'join' && host) println join(host)
        else println "expected cut a, cut b, join a or join b, given $order"
    }
    // as a server: a worker that ends is replaced, a host whose acceptor has ended boots again
    serve = {
        println "Open http://127.0.0.1:$port/ to talk to the pools; Ctrl-C ends it."
        println 'Enter cut a to let host a fall silent, join a to end that.'
        def orders = [0]
        try {
            while (!balancer.done) {
                def typed = orders && poll(orders, timeout: 1.s) ? read(0) : null
                if (typed?.eof) orders = []
                else if (typed) typed.text.readLines().findAll().each obey
                else if (!orders) sleep 1.s
                for (p in pools) {
                    for (w in p.crew.findAll { it.done }) {
                        println "$w.name has ended"
                        p.crew.remove w
                        bury w
                    }
                    try {
                        if (!p.acceptor.done) { while (p.crew.size() < size) hide { hire p } }
                        else if (!p.back) {
                            bury p.acceptor
                            p.back = System.nanoTime() + 5_000_000_000
                        }
                        else if (!p.crew && System.nanoTime() > p.back) hide { boot p }
                    } catch (SysException e) {
                        // it has just ended
                        println e.message
                    }
                }
            }
            println 'the balancer has ended'
            exit 1
        } catch (SysException e) {
            if (e.errno != EINTR) throw e
            println 'the pools end'
            exit 130
        }
    }
}

chapter 'A pool on each host'
net = network('a', 'b', 'lb')
(a, b, lb) = net
hide {
    pools = [a, b].collect { [host: it, crew: [], hired: 0, boots: 0] }
    pools.each boot
}
say 'On each of two hosts an acceptor has two workers. What is acknowledged is on the disk of the host.'

chapter 'The balancer'
say 'Clients know one address. The socket is made here, where the clients are.'
listener = socket AF_INET
bind listener, "127.0.0.1:${args ? args[0] : 0}"
listen listener, 4096
port = getsockname(listener).split(':')[1] as int
write open('haproxy.cfg', O_CREAT | O_WRONLY), """
global
    stats socket unix@haproxy.sock
defaults
    mode http
    timeout client 10s
    timeout server 10s
    timeout connect 1s
    timeout tunnel 1h
frontend clients
    bind fd@3
    default_backend pools
backend pools
    balance leastconn
    retry-on conn-failure empty-response 503
    retries 3
    option redispatch 1
    # are you ready? A host that twice gives no answer is down, and its connections are ended
    option httpchk GET /ready
    timeout check 2s
    default-server check inter 1s fall 2 rise 1 on-marked-down shutdown-sessions
    server a $a.address:8080
    server b $b.address:8080
"""
balancer = spawn(haproxy, '-db', '-f', 'haproxy.cfg', fds: [3: listener], on: lb)
say 'HAProxy runs where a and b can be reached, and has the descriptor: the socket remains where it was made.'
hide {
    states = { ->
        def s = socket AF_UNIX
        connect s, 'haproxy.sock'
        send s, 'show stat -1 4 -1\n'
        def lines = recv(s, 65536, MSG_WAITALL).text.readLines()*.split(',')
        close s
        lines.findAll { it.size() > 17 }.tail().collectEntries { [it[1], it[17]] }
    }
}
hide { eventually(timeout: 60.s) { access('haproxy.sock') == 0 && states().values().every { it == 'UP' } } }
states()

if (args) serve()

chapter 'A thousand clients'
hide {
    clients = shell 'clients'
    clients.lib = new File(script.parentFile, 'pool/clients.groovy').path
    clients.address = "ws://127.0.0.1:$port/"
    clients { load lib }
}
say 'Each sends the next message when the last one was acknowledged. If its connection ends, it connects again and sends that again.'
clients {
    crowd = gather address, 1000
    crowd.served() // varies
}
say 'Each worker has about as many: the balancer chooses between the hosts, the acceptor between its workers.'
hide {
    stored = { -> ['disk-a', 'disk-b'].collectMany { read(open(it), 1 << 24).text.readLines() } }
    // each client sends two messages, and when some were stored this happens
    meanwhile = { what ->
        def before = stored().size()
        def talk = clients.start { crowd.talk 2 }
        eventually(timeout: 300.s) { stored().size() > before + 300 }
        what()
        talk.get 300.s
        null
    }
    ends = { List roles ->
        roles.each { kill it, SIGKILL }
        // a worker may end by itself first, because its acceptor has
        roles.each { role -> try { work[role.name].get 60.s } catch (SysException e) { assert e.errno == ESRCH } }
    }
    (a1) = pools[0].crew
    (acceptorB, b1, b2) = [pools[1].acceptor, *pools[1].crew]
}

chapter 'A worker dies'
meanwhile { ends([a1]) }
clients {
    crowd.saw() // varies
}
say 'Its kernel has closed the connections, so HAProxy and the clients know at once. Nobody else has noticed anything.'

chapter 'A host falls silent'
meanwhile { cut a }
clients {
    crowd.saw() // varies
}
assert states().a == 'DOWN'
say 'Nobody closes a connection, no packet says anything. Who asks and gets no answer finds out: the balancer, at its second question.'
clients {
    crowd.served() // varies
}
join a
eventually(timeout: 60.s) { states().a == 'UP' }
say 'The host is back. Whoever connects now comes to it.'

chapter 'A host dies'
meanwhile { ends([acceptorB, b1, b2]) }
clients {
    crowd.saw() // varies
    crowd.served() // varies
}
say 'All are with the only worker that is left.'

chapter 'What was acknowledged is there'
hide {
    acknowledged = clients { crowd.acknowledged.toList() }
    ids = stored().collect { it.split(' ')[1] as int }
    kept = ids.toSet()
}
assert acknowledged.size() == 6000 && kept.containsAll(acknowledged)
say '6000 messages were acknowledged, and all are stored. So many are stored twice, as their acknowledgement was lost with a connection:'
ids.size() - kept.size() // varies
