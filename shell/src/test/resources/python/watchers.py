# Has what watches other things, memory and a semaphore that a child has too, and descriptors in flight; says its
# numbers, and waits for its end.
import array
import ctypes
import mmap
import os
import select
import signal
import socket
import sys

libc = ctypes.CDLL(None, use_errno=True)
folder, semaphore = sys.argv[1], sys.argv[2]


def say(name, *numbers):
    print(name, *numbers, flush=True)


epoll = select.epoll()
r, w = os.pipe()
a, b = socket.socketpair()
event = os.eventfd(5, os.EFD_SEMAPHORE)
file = os.open(folder, os.O_RDONLY)
again = os.dup(w)
epoll.register(r, select.EPOLLIN | select.EPOLLET)
epoll.register(a.fileno(), select.EPOLLIN)
epoll.register(event, select.EPOLLIN)
epoll.register(again, select.EPOLLOUT)
say('epoll', epoll.fileno(), r, a.fileno(), event, again)
# the number under which it was added is something else's now
os.dup2(file, again)

inotify = libc.inotify_init()
libc.inotify_add_watch(inotify, folder.encode(), 0x100 | 0x200)
say('inotify', inotify, file)

timer = libc.timerfd_create(1, 0)
libc.timerfd_settime(timer, 0, (ctypes.c_long * 4)(2, 500000000, 100, 0), None)
mask = (ctypes.c_ulong * 16)(1 << signal.SIGINT - 1 | 1 << signal.SIGUSR1 - 1)
say('others', timer, libc.signalfd(-1, mask, 0), os.pidfd_open(os.getpid()), event)

c, d = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
for some in ([r, w], [event, event, event]):
    c.sendmsg([b'x'], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array('i', some))])
say('flight', c.fileno(), d.fileno())

memory = os.memfd_create('shared')
os.ftruncate(memory, 8192)
mapped = mmap.mmap(memory, 8192)
libc.sem_open.restype = ctypes.c_void_p
posted = libc.sem_open(semaphore.encode(), os.O_CREAT, ctypes.c_uint(0o600), ctypes.c_uint(0))
child = os.fork()
if child == 0:
    libc.sem_wait(ctypes.c_void_p(posted))
    os._exit(0)
say('memory', memory, child)
say('ready')
sys.stdin.read()
os.kill(child, signal.SIGKILL)
os.waitpid(child, 0)
libc.sem_unlink(semaphore.encode())
