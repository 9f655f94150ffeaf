// addresses
s = socket AF_UNIX, SOCK_DGRAM
bind s, 'serv'
n = socket AF_UNIX, SOCK_DGRAM
bind n, '@a\u0001b"\\\u0000c\n1'
getsockname n
sendto n, 'hello', 'serv'
recvfrom s, 3
u = socket AF_UNIX, SOCK_DGRAM
sendto u, 'x' * 33, 'serv'
recvfrom s, 100
sendto u, 'x' * 32, 'serv'
recvfrom s, 100
sendto u, hex('00 01 07 08 09 0a 0b 0c 0d 1b 31 1b 38 22 5c 7f 80 ff 00 33'), MSG_DONTWAIT, 'serv'
recvfrom s, 100, MSG_PEEK | MSG_DONTWAIT
recvfrom s, 100, MSG_TRUNC
getsockname u
fails(ENOTCONN) { getpeername u }
fails(ENOENT) { sendto u, 'x', 'nobody' }
fails(EAGAIN) { recvfrom s, 10, MSG_DONTWAIT }
fails(EOPNOTSUPP) { recv u, 10, MSG_DONTWAIT | MSG_OOB }
u6 = socket AF_INET6, SOCK_DGRAM
bind u6, '[::1]:0'
getsockname u6
sendto u6, 'six', getsockname(u6)
recvfrom u6, 10
u4 = socket AF_INET, SOCK_DGRAM
bind u4, '127.0.0.1:0'
sendto u4, 'four', getsockname(u4)
recvfrom u4, 10
sendto u4, '', getsockname(u4)
recvfrom u4, 10
socket AF_INET, SOCK_DGRAM, IPPROTO_UDP
socket AF_INET, SOCK_STREAM, IPPROTO_TCP
fails(EAFNOSUPPORT) { socket 99, SOCK_STREAM }
fails(EINVAL) { socket AF_UNIX, 77 }
fails(EPROTONOSUPPORT) { socket AF_UNIX, SOCK_STREAM, 33 }
fails(EPROTONOSUPPORT) { socket AF_INET, SOCK_STREAM, 17 }
fails(EINVAL) { socket AF_INET, SOCK_STREAM, 300 }
fails(ENOENT) { bind socket(), '/x/y' }
fails(EADDRINUSE) { bind socket(AF_UNIX, SOCK_DGRAM), 'serv' }
x1 = socket AF_UNIX, SOCK_DGRAM
bind x1, 'p' * 108
getsockname x1
// messages
(a, b) = socketpair AF_UNIX, SOCK_SEQPACKET
(r0, w0) = pipe()
sendmsg a, 'hi', fds: [s, w0]
recvmsg b, 100
sendmsg a, 'hi', fds: [s, w0]
recvmsg b, 100, MSG_CMSG_CLOEXEC, control: 20
sendmsg a, 'hi', fds: [s, w0]
recvmsg b, 100, control: 0
setsockopt b, SOL_SOCKET, SO_PASSCRED, 1
send a, 'x'
recvmsg b, 10
sendmsg a, 'credit', cred: [pid: getpid(), uid: getuid(), gid: getgid()], fds: [r0]
recvmsg b, 100
setsockopt b, SOL_SOCKET, SO_PASSPIDFD, 1
send a, 'x'
recvmsg b, 10
sendmsg u, 'to', to: 'serv'
recvmsg s, 1
sendmsg u, 'to', to: 'serv', flags: MSG_DONTWAIT
recvmsg s, 0
fails(EAGAIN) { recvmsg s, 10, MSG_DONTWAIT }
fails(EBADF) { sendmsg a, 'q', fds: [77] }
// options
getsockopt a, SOL_SOCKET, SO_PEERCRED
for (o in [SO_TYPE, SO_DOMAIN, SO_PROTOCOL, SO_ERROR, SO_ACCEPTCONN, SO_SNDBUF, SO_RCVBUF, SO_KEEPALIVE, SO_REUSEADDR]) getsockopt a, SOL_SOCKET, o
setsockopt a, SOL_SOCKET, SO_RCVTIMEO, 1.5
getsockopt a, SOL_SOCKET, SO_RCVTIMEO
setsockopt a, SOL_SOCKET, SO_SNDBUF, 10000
t4 = socket AF_INET
setsockopt t4, SOL_SOCKET, SO_REUSEADDR, 1
setsockopt t4, SOL_SOCKET, SO_LINGER, [l_onoff: 1, l_linger: 5]
getsockopt t4, SOL_SOCKET, SO_LINGER
setsockopt t4, IPPROTO_TCP, TCP_NODELAY, 1
getsockopt t4, IPPROTO_TCP, TCP_NODELAY
fails(ENOPROTOOPT) { getsockopt t4, SOL_SOCKET, 9999 }
fails(EOPNOTSUPP) { getsockopt a, 77, 5 }
fails(ENOTSOCK) { getsockopt r0, SOL_SOCKET, SO_TYPE }
fails(EINVAL) { shutdown t4, 5 }
reset = null
(r, w) = pipe(O_NONBLOCK | O_CLOEXEC)
poll([r, w], POLLIN | POLLOUT, timeout: 0)
poll([r], POLLIN | POLLPRI, timeout: 10.ms)
close w
poll([r], POLLIN, timeout: 1.s)
// select changes its sets and its time; an epoll knows events and data
select read: [r], timeout: 1.s
(r, w) = pipe(O_NONBLOCK | O_CLOEXEC)
select read: [r], write: [r, w], except: []
select read: [r], timeout: 10.ms
select timeout: 0
ep = epoll_create1()
ec = epoll_create1 EPOLL_CLOEXEC
fails(EINVAL) { epoll_create1 1 }
fails(EINVAL) { epoll_create1 EPOLL_CLOEXEC | 2 }
epoll_ctl ep, EPOLL_CTL_ADD, r
epoll_ctl ep, EPOLL_CTL_ADD, w, EPOLLOUT | EPOLLET | EPOLLRDHUP | EPOLLERR | EPOLLPRI, -1
fails(EEXIST) { epoll_ctl ep, EPOLL_CTL_ADD, r, EPOLLIN | EPOLLEXCLUSIVE }
epoll_wait ep
epoll_wait ep, 1, timeout: 0
epoll_ctl ep, EPOLL_CTL_MOD, w, EPOLLOUT | EPOLLONESHOT | EPOLLWRNORM, 1L << 40
write w, 'x'
epoll_wait ep, timeout: 1.s
epoll_ctl ep, EPOLL_CTL_DEL, w
fails(ENOENT) { epoll_ctl ep, EPOLL_CTL_DEL, w }
fails(EINVAL) { epoll_ctl ep, 9, w, 0x4000 }
fails(EINVAL) { epoll_wait ep, 0 }
[r, w, ep, ec].each { close it }
pt = posix_openpt O_RDWR | O_NOCTTY
grantpt pt
unlockpt pt
ptsname pt
(pm, ps) = openpty()
ioctl pm, TIOCSWINSZ, [ws_row: 24, ws_col: 80]
ioctl ps, TIOCGWINSZ
ioctl pm, TIOCGPTN
ioctl pm, TIOCSPTLCK, 1
[pt, pm, ps].each { close it }
(r, w) = pipe(O_NONBLOCK | O_CLOEXEC)
fails(EAGAIN) { read r }
for (c in [F_GETFL, F_GETFD, F_GETPIPE_SZ, F_GETOWN, F_GETSIG]) fcntl r, c
fcntl r, F_SETFL, O_NONBLOCK | O_APPEND
fcntl r, F_SETFL, 0
fcntl r, F_SETFD, FD_CLOEXEC
fcntl r, F_SETFD, 0
fcntl r, F_DUPFD, 50
fcntl r, F_DUPFD_CLOEXEC, 60
fcntl r, F_SETPIPE_SZ, 5000
fcntl r, F_SETOWN, getpid()
fcntl r, F_SETSIG, SIGUSR1
fails(EINVAL) { fcntl r, 999 }
g = open 'file', O_CREAT | O_RDWR | O_TRUNC | O_APPEND | O_SYNC | O_CLOEXEC, 0644
write g, 'y' * 40
write g, ''
lseek g, 0
lseek g, -3, SEEK_END
lseek g, 2, SEEK_CUR
fails(EINVAL) { lseek g, 0, 99 }
fails(EINVAL) { lseek g, -1 }
fails(ESPIPE) { lseek r, 0 }
pread g, 3, 2
pwrite g, 'zz', 5
read g
ioctl g, FIONREAD
ioctl r, FIONBIO, 1
fails(ENOTTY) { ioctl g, 0x1234 }
ftruncate g, 10
fails(EINVAL) { ftruncate g, -1 }
dup g
dup2 g, 45
flock g, LOCK_EX | LOCK_NB
flock g, LOCK_UN
flock g, LOCK_SH
fails(EINVAL) { flock g, 0 }
fails(EBADF) { close(-1) }
fails(ENOENT) { unlink 'nothing' }
fails(ENOENT) { open '/no/such/é', O_RDONLY }
fails(EEXIST) { open 'file', O_CREAT | O_EXCL }
open '/tmp', O_RDONLY | O_DIRECTORY | O_PATH
open '/tmp', O_TMPFILE | O_RDWR, 0
mkfifo 'fh'
leftovers().findAll { it.name.endsWith('/fh') }.each { cleanup it }
mkfifo 'ff', 0
mkfifo 'fg', 06666
fails(ENXIO) { open 'ff', O_WRONLY | O_NONBLOCK }
fails(EISDIR) { open '/tmp', O_WRONLY }
sleep 10.ms
m = mmap 4096
m2 = mmap(g, 4096)
msync m2
mprotect m2, PROT_READ
munmap m2
fails(EBADF) { mmap 4096, fd: 77 }
mprotect m, PROT_NONE
f = memfd_create 'mem', MFD_ALLOW_SEALING | MFD_CLOEXEC
fcntl f, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_SEAL
fcntl f, F_GET_SEALS
fails(EINVAL) { memfd_create 'x', 0x4000 }
q = spawn 'sleep', '1000'
waitpid q, WNOHANG
kill q, SIGSTOP
waitpid q, WUNTRACED
kill q, SIGCONT
waitpid q, WCONTINUED
kill q, 0
fails(EINVAL) { kill q, 999 }
kill q, SIGTERM
waitpid q
q = spawn 'sh', '-c', 'exit 3'
waitpid q
fails(ECHILD) { waitpid q }
fails(ECHILD) { waitpid 1 }
fails(ESRCH) { kill 999999, SIGKILL }
getpid(); getppid(); getuid(); getgid(); gettid(); geteuid(); getegid()
rt = mmap 4096
futex rt, 0, FUTEX_WAKE, 1
fails(EAGAIN) { futex rt, 0, FUTEX_WAIT, 1 }
fails(ETIMEDOUT) { futex rt, 0, FUTEX_WAIT, 0, timeout: 10.ms }
sameFile g, f
sameFile g, dup(g)
fails(ETIMEDOUT) { read open('ff', O_RDWR), 10, timeout: 20.ms }
fails(EBADF) { sameFile g, 77 }
inject 'write', EINTR
fails(EINTR) { write g, 'x' }
c = fork()
c { getpid() }
c { write g, 'child' }
c { exit 3 }
waitpid c
fails(EINVAL) { memfd_create 'x', 0x4000 }
rr = mmap 4096
fails(EINVAL) { mprotect rr, 0x100 }
fails(EINVAL) { msync rr, MS_SYNC | MS_ASYNC }
(r, w) = pipe()
ff = memfd_create 'q', 0
fcntl ff, F_GETLEASE
fcntl r, F_SETSIG, SIGUSR1
fcntl r, F_GETSIG
kill spawn('sleep', '100'), 40
n = socket AF_UNIX, SOCK_DGRAM
bind n
l = socket AF_UNIX
bind l, '@lst'
listen l, -1
k = socket AF_UNIX
connect k, '@lst'
a = accept l
getpeername k
getpeername a
k2 = socket AF_UNIX
bind k2, '@from\u00e9'
connect k2, '@lst'
accept l, SOCK_CLOEXEC | SOCK_NONBLOCK
t = thread('t1')
t { getpid() }
bg({ getuid() }).get()
mmap(4096, fd: open('/etc/passwd'), offset: 4096, prot: PROT_READ)
sh = shm_open '/ipcsh-strace', O_CREAT | O_RDWR
shm_unlink '/ipcsh-strace'
q = sem_open '/ipcsh-strace', O_CREAT, 0600, 1
sem_wait q
sem_post q
sem_getvalue q
fails(ETIMEDOUT) { sem_wait q; sem_timedwait q, 0.01 }
sem_close q
sem_unlink '/ipcsh-strace'
fails(ENOENT) { spawn '/no/such/prog' }
mm = pthread_mutex_init rr, 0
pthread_mutex_lock mm
pthread_mutex_unlock mm
pthread_mutex_trylock mm
pthread_mutex_unlock mm
pthread_mutex_timedlock mm, 1
cc = pthread_cond_init rr, 64
fails(ETIMEDOUT) { pthread_cond_timedwait cc, mm, 0.02 }
fails(ETIMEDOUT) { pthread_cond_wait cc, mm, timeout: 20.ms }
pthread_cond_signal cc
pthread_cond_broadcast cc
pthread_cond_destroy cc
pthread_mutex_unlock mm
pthread_mutex_destroy mm
mm = pthread_mutex_init rr, 0, robust: true, pshared: true
fails(EINVAL) { pthread_mutex_consistent mm }
ll = pthread_rwlock_init rr, 128
pthread_rwlock_rdlock ll
pthread_rwlock_unlock ll
pthread_rwlock_wrlock ll
pthread_rwlock_unlock ll
pthread_rwlock_tryrdlock ll
pthread_rwlock_unlock ll
pthread_rwlock_trywrlock ll
pthread_rwlock_unlock ll
pthread_rwlock_timedrdlock ll, 1
pthread_rwlock_unlock ll
pthread_rwlock_timedwrlock ll, 1
pthread_rwlock_unlock ll
pthread_rwlock_destroy ll
ii = sem_init rr, 256, 1, 1
sem_trywait ii
sem_destroy ii
here = getcwd()
chdir '/'
getcwd()
fails(ENOTDIR) { chdir '/etc/passwd' }
fails(ENOENT) { cd '/no/such' }
cd here
pwd
ls '/'
c = fork()
c { getcwd() }
c { exec 'true' }
waitpid c
// flags of a family that a call does not take
fails(EINVAL) { accept l, 3 }
fails(EINVAL) { accept l, SOCK_CLOEXEC | 3 }
fails(EINVAL) { socketpair AF_UNIX, 0x1000 | SOCK_STREAM }
fails(EINVAL) { pipe O_RDWR }
fails(EINVAL) { msync rr, 99 }
fcntl g, F_SETFL, O_APPEND | 3
fails(ENOENT) { open '/no/such', O_ACCMODE }
// locks of files
lk = open 'file', O_RDWR
lk2 = open 'file', O_RDWR
fcntl lk, F_SETLK, [type: F_WRLCK, start: 10, len: 5]
fcntl lk, F_GETLK, [type: F_RDLCK, whence: SEEK_CUR]
fcntl lk, F_SETLKW, [type: F_UNLCK, whence: SEEK_END, start: -1, len: -1]
fcntl lk, F_SETLK, [type: F_UNLCK]
fcntl lk, F_OFD_SETLK, [type: F_RDLCK]
fcntl lk2, F_OFD_GETLK, [type: F_WRLCK]
fails(EAGAIN) { fcntl lk2, F_OFD_SETLK, [type: F_WRLCK, len: 7] }
fails(ETIMEDOUT) { fcntl lk2, F_OFD_SETLKW, [type: F_WRLCK], timeout: 20.ms }
fails(EINVAL) { fcntl lk, F_SETLK, [type: 9] }
fails(EINVAL) { fcntl lk, F_SETLK, [whence: 9] }
fails(EINVAL) { fcntl lk, F_GETLK, [type: 9] }
fcntl lk, F_DUPFD_QUERY, lk2
fails(EAGAIN) { lockf lk2, F_TLOCK, 3 }
// POSIX message queues
mqn = "/ipcsh-strace.${getpid()}"
mq1 = mq_open mqn, O_CREAT | O_RDWR, 0600, maxmsg: 2, msgsize: 64
mq_send mq1, 'hello', 3
mq_send mq1, ''
mq_receive mq1
mq_receive mq1
mq_getattr mq1
mq_notify mq1, SIGCHLD
fails(EBUSY) { mq_notify mq1, SIGWINCH }
mq_notify mq1, null
mq_setattr mq1, O_NONBLOCK
fails(EAGAIN) { mq_receive mq1 }
fails(EMSGSIZE) { mq_receive mq1, 10 }
fails(EMSGSIZE) { mq_send mq1, 'x' * 65 }
fails(EINVAL) { mq_send mq1, 'x', -1 }
fails(EBADF) { mq_send r, 'x' }
mq_open mqn
fails(EEXIST) { mq_open mqn, O_CREAT | O_EXCL }
fails(EACCES) { mq_open '/a/b' }
mq_unlink mqn
fails(ENOENT) { mq_open mqn }
mq_close mq1
// process descriptors
pp = spawn 'sleep', '1000'
pf = pidfd_open pp, PIDFD_NONBLOCK
fails(EINVAL) { pidfd_open pp, 1 }
fails(ESRCH) { pidfd_open 0x7ffffff0 }
pidfd_getfd pf, 1
fails(EBADF) { pidfd_getfd pf, 77 }
pidfd_send_signal pf, 0
waitid P_PID, pp, WEXITED | WNOHANG
fails(EAGAIN) { waitid P_PIDFD, pf }
pidfd_send_signal pf, SIGSTOP
waitid P_PID, pp, WSTOPPED
pidfd_send_signal pf, SIGCONT
waitid P_PID, pp, WCONTINUED
kill pp, SIGKILL
poll([pf], POLLIN, timeout: 1.s)
waitid P_PID, pp
c = fork()
c { d = fork(); d { exit 3 }; waitid P_PID, d, WEXITED | WNOWAIT; waitid P_PID, d; fails(ECHILD) { waitid P_ALL, 0 } }
fails(EINVAL) { waitid 9, 0 }
fails(EINVAL) { waitid P_PID, c, 0 }
c { getpgrp() }
getpgid c
getsid c
c { d = fork(); setpgid d, getpgrp() }
fails(EPERM) { c { setsid() } }
fails(ESRCH) { getpgid 0x7ffffff0 }
// memory of other processes
poke rr, 0, 'seen from there'
process_vm_readv getpid(), rr, 4
process_vm_writev getpid(), rr, 'written'
fails(EFAULT) { process_vm_readv getpid(), 4096, 10 }
fails(ESRCH) { process_vm_readv 0x7ffffff0, rr, 10 }
fails(ESRCH) { process_vm_writev 0x7ffffff0, rr, 'x' }
// what comes with messages
(ia, ib) = socketpair()
try { setsockopt ib, SOL_SOCKET, SO_INQ, 1 } catch (SysException older) { }
send ia, 'hello'
recvmsg ib, 3
sockatmark ib
ut = socket AF_INET, SOCK_DGRAM
setsockopt ut, SOL_SOCKET, SO_TIMESTAMP, 1
getsockopt ut, SOL_SOCKET, SO_TIMESTAMP
setsockopt ut, SOL_IP, IP_RECVERR, 1
bind ut, '127.0.0.1:0'
sendto ut, 'to myself', getsockname(ut)
recvmsg ut
setsockopt ut, SOL_SOCKET, SO_TIMESTAMPNS, 1
sendto ut, 'to myself', getsockname(ut)
recvmsg ut
tt = socket AF_INET, SOCK_DGRAM
bind tt, '127.0.0.1:0'
gone = getsockname tt
close tt
sendto ut, 'to nobody', gone
poll([ut], 0, timeout: 5.s)
recvmsg ut, 100, MSG_ERRQUEUE
// names, attributes, transfers inside the kernel, limits
stat '.'
stat '/dev/null'
lstat '/proc/self/exe'
fstat g
fails(ENOENT) { stat 'nothing' }
fails(EBADF) { fstat 77 }
before = umask 077
umask 0
umask before
mkdir 'folder'
mkdir 'folder/2', 01700
rmdir 'folder/2'
fails(ENOTDIR) { rmdir 'file' }
chmod 'file', 0
chmod 'file', 06755
fchmod g, S_IRUSR | S_IWUSR
chown 'file', -1, getgid()
fchown g, getuid(), -1
rename 'folder', 'renamed'
link 'file', 'second'
symlink 'file', 'symbolic'
readlink 'symbolic'
fails(EINVAL) { readlink 'file' }
access 'file'
access 'file', R_OK | W_OK
fails(EACCES) { access 'file', X_OK }
fails(EINVAL) { access 'file', 8 }
leftovers().findAll { it.name.endsWith('/renamed') }.each { cleanup it }
(r3, w3) = pipe()
(r4, w4) = pipe()
writev w3, ['one', '', 'x' * 33]
tee r3, w4, 1000, SPLICE_F_NONBLOCK
readv r3, [2, 40, 5]
splice r4, w3, 3, SPLICE_F_MOVE | SPLICE_F_MORE
fails(EAGAIN) { tee r4, w3, 1, SPLICE_F_NONBLOCK; read r4; splice r4, w3, 1, SPLICE_F_NONBLOCK }
fails(EBADF) { readv 77, [1, 2] }
fails(ESPIPE) { sendfile w3, r4, 1, offset: 0 }
lseek g, 0
sendfile w3, g, 2
sendfile w3, g, 3, offset: 1
fails(EINVAL) { splice g, g, 1 }
fallocate g, 0, 100
fallocate g, FALLOC_FL_KEEP_SIZE, 0, 8192
fails(EOPNOTSUPP) { fallocate g, FALLOC_FL_PUNCH_HOLE, 0, 1 }
posix_fallocate g, 0, 200
getrlimit RLIMIT_NOFILE
setrlimit RLIMIT_CORE, 1024
setrlimit RLIMIT_CORE, 8192
getrlimit RLIMIT_CPU
fails(EINVAL) { getrlimit 99 }
sigprocmask SIG_BLOCK, [SIGUSR1, SIGRTMIN + 1]
raise SIGUSR1
sigpending()
sigwaitinfo([SIGUSR1])
sigqueue getpid(), SIGRTMIN + 1, 7
sigwaitinfo([SIGRTMIN + 1])
sigprocmask SIG_UNBLOCK, [SIGUSR1, SIGRTMIN + 1]
fails(EINVAL) { sigprocmask 7, [SIGUSR1] }
fails(EINVAL) { signal(SIGKILL, SIG_IGN) }
signal(SIGUSR1) { }
signal(SIGUSR1, SIG_IGN)
raise SIGUSR1
signal(SIGUSR1, SIG_DFL)
alarm 100
alarm 0
fails(ESRCH) { killpg 999999, SIGTERM }
fails(ETIMEDOUT) { pause timeout: 20.ms }
// System V
ftok '/etc/passwd', 7
vq = msgget()
fails(ENOENT) { msgget 0x49504353, 0 }
fails(ENOENT) { msgget 0x49504353, 0600 }
msgsnd vq, 5, 'hello'
msgsnd vq, 6, ''
msgsnd vq, 7, 'x' * 100, IPC_NOWAIT
fails(EINVAL) { msgsnd vq, -1, 'x', IPC_NOWAIT | 4 }
msgctl vq, IPC_STAT
msgctl vq, IPC_SET, [mode: 0640]
msgrcv vq
msgrcv vq, 100, 7, MSG_EXCEPT | IPC_NOWAIT
fails(E2BIG) { msgrcv vq, 3 }
msgrcv vq, 3, 0, MSG_NOERROR
fails(ENOMSG) { msgrcv vq, 3, -5, IPC_NOWAIT }
fails(ENOMSG) { msgrcv vq, 3, 0, IPC_NOWAIT | MSG_COPY }
fails(ETIMEDOUT) { msgrcv vq, 3, timeout: 0.01 }
fails(EINVAL) { msgctl vq, 99 }
msgctl vq, IPC_RMID
fails(EINVAL) { msgctl vq, IPC_STAT }
vs = semget IPC_PRIVATE, 2
semctl vs, 0, SETALL, [1, 2]
semctl vs, 0, GETALL
semctl vs, 1, SETVAL, 3
semctl vs, 1, GETVAL
semctl vs, 1, GETPID
semctl vs, 0, GETNCNT
semctl vs, 0, GETZCNT
semctl vs, IPC_STAT
semctl vs, IPC_SET, [mode: 0640]
semop vs, [[0, -1, SEM_UNDO], [1, 1, IPC_NOWAIT | SEM_UNDO]]
fails(EAGAIN) { semop vs, 0, -1, IPC_NOWAIT }
fails(ETIMEDOUT) { semop vs, 0, -1, timeout: 0.01 }
fails(EFBIG) { semop vs, 100, -1, 7 }
fails(EINVAL) { semop vs, [] }
semctl vs, IPC_RMID
fails(EINVAL) { semctl vs, 0, GETVAL }
vm = shmget()
fails(ENOENT) { shmget 0x49504353, 4096, SHM_NORESERVE }
va = shmat vm
shmat vm, SHM_RDONLY
fails(EINVAL) { shmat vm, SHM_RDONLY | SHM_EXEC | SHM_REMAP }
shmctl vm, IPC_STAT
shmctl vm, IPC_SET, [mode: 0640]
shmctl vm, SHM_LOCK
shmctl vm, SHM_UNLOCK
fails(EINVAL) { shmctl vm, 99 }
shmctl vm, IPC_RMID
shmdt va
// transfers from and into a region
(inPlaceA, inPlaceB) = socketpair AF_UNIX, SOCK_DGRAM
place = mmap 4096
poke place, 16, 'in place'
send inPlaceA, place, 16, 8, MSG_DONTWAIT
recv inPlaceB, place, 100, 64, MSG_DONTWAIT
write inPlaceA, place, 100, 3
read inPlaceB, place, 0, 2
