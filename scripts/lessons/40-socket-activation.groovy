// Lesson 40. A program that starts a server can create its socket first and pass it on: no client is refused while the
// server starts. systemd does this; the sockets are the descriptors from 3 up. Needs systemd-notify(1). See sd_listen_fds(3), sd_notify(3).
title 'Socket activation'

// a new directory, removed when the shell ends
path = "${scratch()}/web"

chapter 'The socket comes first'
server = socket()
bind server, path
listen server
client = socket()
connect client, path
send client, 'hello\n'
say 'No server runs yet, and a client has connected and sent: the connection waits in the queue of the listening socket.'

chapter 'The program finds it'
p = spawn('sh', '-c', 'echo $LISTEN_FDS $LISTEN_FDNAMES; [ $LISTEN_PID = $$ ] && echo mine', listen: [web: server])
assert p.out.lines == ['1 web', 'mine']
say 'Descriptors from 3 up: LISTEN_FDS is their number, LISTEN_FDNAMES their names, LISTEN_PID the process for which they are intended.'
p = spawn('sh', '-c', 'sh -c \'[ $LISTEN_PID = $$ ] || echo not mine\'; true', listen: [web: server])
assert p.out.trim() == 'not mine'
say 'A child of the program inherits the environment, too. LISTEN_PID shows that the descriptors are not intended for it.'

chapter 'A program for each connection'
connection = accept server
p = spawn('sh', '-c', 'read line <&3; echo "you said $line" >&3', listen: [connection: connection])
close connection
assert recv(client).text == 'you said hello\n'
assert recv(client).eof
say 'The connection can be passed instead of the listening socket: then a program as simple as this is a server.'
p.wait()
close client

chapter 'No client is refused'
client = socket()
connect client, path
send client, 'and again\n'
say 'The program has ended, and a client could still connect: the listening socket is open in the process that starts the program.'
connection = accept server
p = spawn('sh', '-c', 'read line <&3; echo "you said $line" >&3', listen: [connection: connection])
close connection
assert recv(client).text == 'you said and again\n'
p.wait()
[client, server].each { close it }

chapter 'Ready'
(r, w) = pipe()
p = spawn('sh', '-c', 'systemd-notify --ready --status="at work"; read x; systemd-notify STOPPING=1', fds: [0: r], notify: true)
eventually { p.ready }
say "It said: ${p.said*.STATUS}. A program that runs may not be ready yet; this one reports when it is."
write w, 'end\n'
assert p.wait().exit == 0
assert p.said*.STOPPING.last() == '1'
[r, w].each { close it }

chapter 'The mistake: trusting every sender'
p = spawn('sh', '-c', 'echo $NOTIFY_SOCKET; exec sleep 1000', notify: true)
stranger = fork()
stranger { sendto socket(AF_UNIX, SOCK_DGRAM), 'READY=1', p.out.readLine() }
eventually { p.ignored }
assert !p.ready && p.ignored*.pid == [stranger.pid]
say 'Any process can send to the name in NOTIFY_SOCKET. The kernel identifies the sender (SO_PASSCRED): messages from other processes are ignored.'
p.kill()
p.wait()
stranger { exit 0 }
