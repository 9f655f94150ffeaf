// Lesson 51. A receiver may not want the descriptors in a message: they fill its table, and closing them can block. Since Linux
// 6.16 a socket can refuse them. See unix(7), SCM_RIGHTS; socket(7), SO_PASSRIGHTS.
title 'Refusing descriptors'

chapter 'Unwanted descriptors'
(a, b) = socketpair()
(r, w) = pipe()
before = fds().size()
sendfd a, w
recvmsg b
assert fds().size() == before + 1
say 'The receiver has one descriptor more, chosen by the sender. recv would close it at once, but it arrives all the same.'

chapter 'The option'
// kernels before 6.16 do not have it
try { accepts = getsockopt b, SOL_SOCKET, SO_PASSRIGHTS; has = true } catch (SysException e) { has = false; accepts = 1 } // varies
assert accepts == 1
if (!has) println 'This kernel does not have SO_PASSRIGHTS: the rest of the lesson only says what Linux 6.16 does.' // varies
say 'By default descriptors are accepted.'
refused = false // varies
if (has) { setsockopt b, SOL_SOCKET, SO_PASSRIGHTS, 0; fails(EPERM) { sendfd a, w }; refused = true } // varies
assert refused == has
say 'Once the receiver refuses them, the sender gets EPERM, and nothing is sent.'
assert send(a, 'data alone') == 10
assert recv(b).text == 'data alone'
say 'Data without descriptors pass as before.'

chapter 'What was sent before'
if (has) setsockopt b, SOL_SOCKET, SO_PASSRIGHTS, 1 // varies
sendfd a, w
if (has) setsockopt b, SOL_SOCKET, SO_PASSRIGHTS, 0 // varies
late = recvfd b
assert sameFile(late, w)
say 'The option is checked when a message is sent: a message that is already in the queue still delivers its descriptor.'

chapter 'Only UNIX sockets'
i = socket AF_INET
if (has) { fails(EOPNOTSUPP) { setsockopt i, SOL_SOCKET, SO_PASSRIGHTS, 0 } } // varies
say 'No other socket carries descriptors, so there is nothing to refuse.'

[a, b, r, w, late, i].each { close it }
