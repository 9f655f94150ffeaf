// Lesson 50. The file of a UNIX socket has an owner and permissions, like any other file: to connect or to
// send to it requires write permission. umask determines what bind creates, chmod changes it. See unix(7),
// umask(2), chmod(2).
title 'Permissions of a socket file'

dir = scratch()
// if started by root, the stranger is another user; otherwise nothing is forbidden to it
stranger = getuid() == 0 ? shell('stranger', user: 'nobody') : shell('stranger') // varies
hide {
    stranger.dir = dir
    stranger.other = getuid() == 0
}
before = umask 022 // varies

chapter 'Who may send'
server = socket AF_UNIX, SOCK_DGRAM
bind server, "$dir/server"
assert stat("$dir/server").type == 'socket'
assert stat("$dir/server").perms == 'rwxr-xr-x'
say 'bind requests mode rwxrwxrwx; the mask 022 removes write permission from the group and from others.'
chmod "$dir/server", 0777
stranger {
    s = socket AF_UNIX, SOCK_DGRAM
    if (other) fails(EACCES) { sendto s, 'x', "$dir/server" } // varies
}
assert stat(dir).perms == 'rwx------'
say 'Even now another user is refused: only its owner may search the directory, which mkdtemp created.'
chmod dir, 0755
stranger { sendto s, 'from another user', "$dir/server" }
assert recv(server).text == 'from another user'
chmod "$dir/server", 0755
stranger { if (other) println fails(EACCES) { sendto s, 'x', "$dir/server" }.message } // varies
say 'Without write permission: EACCES. Read and execute permission on a socket file mean nothing.'
chmod "$dir/server", 0702
stranger { sendto s, 'write alone', "$dir/server" }
assert recv(server).text == 'write alone'

chapter 'What is open stays open'
stranger { connect s, "$dir/server" }
chmod "$dir/server", 0700
stranger { send s, 'still here' }
assert recv(server).text == 'still here'
say 'Permissions are checked when a name is looked up: by connect, sendto, open. An existing connection is not affected.'

chapter 'The mask at bind'
umask 077
private1 = socket AF_UNIX, SOCK_DGRAM
bind private1, "$dir/private"
assert stat("$dir/private").perms == 'rwx------'
umask 0
public1 = socket AF_UNIX, SOCK_DGRAM
bind public1, "$dir/public"
assert stat("$dir/public").perms == 'rwxrwxrwx'
say 'A chmod after bind is too late: until then any process could connect. Set the mask before bind, or the mode of the socket:'
early = socket AF_UNIX, SOCK_DGRAM
fchmod early, 0600
bind early, "$dir/early"
assert stat("$dir/early").perms == 'rw-------'
say 'On Linux the file gets the mode that fchmod has set on the socket, less the mask.'

chapter 'The mask belongs to the process'
umask 022
child = fork()
child {
    umask 077
    mkfifo "$dir/hers", 0666
}
thread('t') { mkfifo "$dir/ours", 0666 }
assert stat("$dir/hers").perms == 'rw-------'
assert stat("$dir/ours").perms == 'rw-r--r--'
assert umask(022) == 022
say 'A child has its own mask, a copy of its parent\'s; threads share one. open, mkfifo and mkdir obey it, chmod does not.'

chapter 'Checking access'
// access checks without opening, for the real user ID: what a set-user-ID program needs to know
assert access("$dir/hers") == 0
stranger { if (other) fails(EACCES) { access "$dir/hers", W_OK } } // varies
stranger { if (other) fails(EACCES) { open "$dir/hers", O_WRONLY | O_NONBLOCK } } // varies
fails(EACCES) { access "$dir/hers", X_OK }
// root may read and write everything; it may execute only files that have an execute permission bit set
stranger { if (other) fails(EPERM) { chmod "$dir/hers", 0666 } } // varies
say 'Only the owner may change permissions, and only root the owner. Between access and open either can change: prefer open.'

child { exit 0 }
waitpid child
umask before // varies
[server, private1, public1, early].each { close it }
