#!/usr/bin/env ipcsh
// A server is started by its first client, ended, killed and restarted, while clients talk to it. They see nothing but a
// pause: a manager keeps its descriptors. The server is scripts/peers/acceptor.groovy. Needs systemd-socket-activate(1). See
// systemd.service(5), FileDescriptorStoreMax=; sd_notify(3), FDSTORE=1.
//
//   ipcsh restart.groovy             at full speed
//   ipcsh replay restart.groovy      for an audience
title 'A restart that nobody notices'

hide {
    ipcsh = System.getProperty('ipcsh.launcher')
    server = new File(script.parentFile.parentFile, 'peers/acceptor.groovy').path
    // free, and none that the kernel gives to others
    port = (20000 + getpid() % 10000..30000).find {
        def s = socket AF_INET
        try {
            bind s, "127.0.0.1:$it"
            true
        } catch (SysException inUse) {
            false
        } finally {
            close s
        }
    }
}
a = shell 'a'
b = shell 'b'
hide { [a, b].each { it.address = "127.0.0.1:$port" as String } }

chapter 'Started by its first client'
store = fdstore()
p = spawn('systemd-socket-activate', '-l', "127.0.0.1:$port", '--fdname=web', '-E', 'NOTIFY_SOCKET', ipcsh, server, store: store) // varies
hide { eventually(timeout: 60.s) { p.err.soFar.contains('Listening on') } }
say 'It listens. It will become the server when somebody connects.'
a {
    s = socket AF_INET
    connect s, address
    send s, 'stressed\n'
}
hide { eventually(timeout: 60.s) { p.ready } }
a { recv(s).text }
say 'The server counts the lines of each conversation, and answers with the line reversed.'
assert store.names == ['web', 'memory', 'connection-1']
say 'It has sent its descriptors to the manager, each with FDSTORE=1 and a name: the listening socket, a memfd, the connection.'

chapter 'It ends'
b {
    s = socket AF_INET
    connect s, address
    send s, 'live\n'
    recv(s).text
}
a { send s, 'draw' }
say 'Half a line has arrived. Now the server ends, on purpose.'
kill p
p.wait()
a { send s, 'er\n' }
b {
    send s, 'desserts\n'
    late = socket AF_INET
    connect late, address
    send late, 'new\n'
}
say 'There is no server. Nobody was refused: the connections, and the queue of new ones, are open in the manager.'

chapter 'Its successor'
p = spawn(ipcsh, server, store: store) // varies
hide { eventually(timeout: 60.s) { p.ready } }
say 'The successor gets what is in the store: LISTEN_FDS says how many, LISTEN_FDNAMES what they are.'
a { recv(s).text }
b { recv(s).text }
b { recv(late).text }
say 'The numbers continue, and the half line became a whole one.'

chapter 'Killed in the midst of it'
a.server = p.pid
talk = a.start {
    for (n in 3..40) {
        send s, "line $n\n"
        if (n == 20) kill server, SIGKILL
        assert recv(s).text == "$n ${"line $n".reverse()}\n"
    }
}
p.wait()
say 'After SIGKILL a program cannot put anything in order. The client waits for the answer to its line 20.'
p = spawn(ipcsh, server, store: store) // varies
hide { eventually(timeout: 60.s) { p.ready } }
talk.get 60.s
say 'It got each of its answers once.'

chapter 'What has to be handed over'
say 'The descriptors: sent before the first byte is read. A descriptor on its way in a message stays open, too.'
say 'Bytes already read: none. The server looks at a line (MSG_PEEK), answers it, and only then takes it from the socket.'
say 'What the server knew: the number of lines. It is in the memfd, which survives as any descriptor does.'
say 'What the server was doing: the kernel counts the bytes of each connection (TCP_INFO). More sent than recorded: the answer is out already.'
say 'One gap remains: between accept and FDSTORE=1 only the server has the connection, and it ends with it.'
a { close s }
b { close s; close late }
hide { eventually(timeout: 60.s) { store.size() == 2 } }
assert store.names == ['web', 'memory']
say 'A connection that ends leaves the store: FDSTOREREMOVE=1.'
kill p
p.wait()
store.close()
