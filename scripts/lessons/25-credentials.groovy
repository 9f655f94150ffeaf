// Lesson 25. Which process is the peer? On a UNIX socket the kernel vouches for it. See unix(7),
// SO_PEERCRED, SCM_CREDENTIALS.
title 'Credentials'

chapter 'The connected process'
path = "${scratch()}/server"
server = socket()
bind server, path
listen server
child = fork()
child {
    client = socket()
    connect client, path
}
talk = accept server
peer = getsockopt talk, SOL_SOCKET, SO_PEERCRED
assert peer.pid == child.pid && peer.uid == getuid() && peer.gid == getgid()
say 'SO_PEERCRED: the process that called connect, with its credentials at that time. Nothing had to be sent.'
child {
    seen = getsockopt client, SOL_SOCKET, SO_PEERCRED
    assert seen.pid == getppid()
}
say 'The client sees the process that called listen.'

chapter 'The sender of a message'
(a, b) = socketpair AF_UNIX, SOCK_DGRAM
send a, 'who am I?'
assert recvmsg(b).cred == null
say 'If not requested, they are not delivered.'
setsockopt b, SOL_SOCKET, SO_PASSCRED, 1
send a, 'I'
assert recvmsg(b).cred == [pid: getpid(), uid: getuid(), gid: getgid()]
writer = fork()
writer { send a, 'and I' }
assert recvmsg(b).cred.pid == writer.pid
say 'The same socket, two senders: the credentials are those of the sender of each message.'
assert getsockopt(b, SOL_SOCKET, SO_PEERCRED).pid == getpid()
say 'SO_PEERCRED only identifies the process that created the pair.'

chapter 'Credentials given by the sender'
writer { sendmsg a, 'it is me', cred: [pid: getpid(), uid: getuid(), gid: getgid()] }
assert recvmsg(b).cred.pid == writer.pid
// root may claim any user and any existing process; others may only state their own credentials
if (getuid() == 0) { sendmsg a, 'from nobody', cred: [uid: 65534, gid: 65534]; claimed = recvmsg(b).cred.uid } // varies
if (getuid() != 0) { fails(EPERM) { sendmsg a, 'from root', cred: [uid: 0] }; claimed = 65534 } // varies
assert claimed == 65534
say 'Root may claim another uid; other users get EPERM: the receiver can rely on the credentials.'

chapter 'A process and its ID'
// a pid may be reused when its process has ended; a pidfd refers to the process itself
try { println getsockopt(talk, SOL_SOCKET, SO_PEERPIDFD) } catch (SysException e) { println e.message } // varies
say 'A pid can be reused. With SO_PEERPIDFD (Linux 6.5) the peer is returned as a descriptor instead.'

writer { exit 0 }
waitpid writer
child { exit 0 }
waitpid child
[talk, server, a, b].each { close it }
