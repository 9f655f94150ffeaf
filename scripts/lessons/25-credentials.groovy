// Lesson 25. Who is on the other side? On a UNIX socket the kernel vouches for it. See unix(7),
// SO_PEERCRED, SCM_CREDENTIALS.
title 'Credentials'

chapter 'Who is connected'
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
say 'SO_PEERCRED: the process that called connect, as it was then. Nothing was sent for it.'
child {
    seen = getsockopt client, SOL_SOCKET, SO_PEERCRED
    assert seen.pid == getppid()
}
say 'The client sees who called listen.'

chapter 'Who sent this message'
(a, b) = socketpair AF_UNIX, SOCK_DGRAM
send a, 'who am I?'
assert recvmsg(b).cred == null
say 'Not asked for, they do not come.'
setsockopt b, SOL_SOCKET, SO_PASSCRED, 1
send a, 'I'
assert recvmsg(b).cred == [pid: getpid(), uid: getuid(), gid: getgid()]
writer = fork()
writer { send a, 'and I' }
assert recvmsg(b).cred.pid == writer.pid
say 'The same socket, two senders: the credentials are those of who sent each message.'
assert getsockopt(b, SOL_SOCKET, SO_PEERCRED).pid == getpid()
say 'SO_PEERCRED tells just who made the pair.'

chapter 'Saying it oneself'
writer { sendmsg a, 'it is me', cred: [pid: getpid(), uid: getuid(), gid: getgid()] }
assert recvmsg(b).cred.pid == writer.pid
// root may pretend to be anybody that exists; everybody else only to be what they are
if (getuid() == 0) { sendmsg a, 'from nobody', cred: [uid: 65534, gid: 65534]; claimed = recvmsg(b).cred.uid } // varies
if (getuid() != 0) { fails(EPERM) { sendmsg a, 'from root', cred: [uid: 0] }; claimed = 65534 } // varies
assert claimed == 65534
say 'Root may claim another uid, if it likes; anybody else gets EPERM: who receives can rely on it.'

chapter 'A process and its number'
// a pid may be given to another process when its owner has ended; a pidfd stands for the process itself
try { println getsockopt(talk, SOL_SOCKET, SO_PEERPIDFD) } catch (SysException e) { println e.message } // varies
say 'A number can be used again. Where the kernel has SO_PEERPIDFD (6.5), the peer comes as a descriptor instead.'

writer { exit 0 }
waitpid writer
child { exit 0 }
waitpid child
[talk, server, a, b].each { close it }
