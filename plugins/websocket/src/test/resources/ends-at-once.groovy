// A server that ends each connection together with its first answer, so that the end arrives while the client is busy with
// that answer. The clients of the demo must be told of it, not find out by waiting.
server = socket AF_INET
bind server, '127.0.0.1:0'
listen server, 64
here = getsockname server

clients = shell 'clients'
clients.lib = args[0]
clients.address = "ws://$here/" as String
clients { load lib }

count = 20
greet = {
    def c = accept server, timeout: 60.s
    def ws = wsaccept c, timeout: 60.s
    wssend ws, '{"hello": 1, "worker": "w1"}'
    [c, ws]
}
answer = { ws -> wssend ws, """{"ack": ${new groovy.json.JsonSlurper().parseText(wsrecv(ws, timeout: 60.s).text).id}}""" }

gathered = clients.start { crowd = gather address, 20 }
first = (1..count).collect { greet() }
gathered.get 60.s
talk = clients.start { crowd.talk 2 }
first.each { c, ws ->
    // in one segment
    setsockopt c, IPPROTO_TCP, TCP_CORK, 1
    answer ws
    shutdown c, SHUT_WR
}
count.times { answer greet()[1] }
assert talk.get(60.s) == 2 * count
assert clients { crowd.givenUp.get() } == 0
assert clients { crowd.saw() }.startsWith("$count clients of $count lost their connection.")
