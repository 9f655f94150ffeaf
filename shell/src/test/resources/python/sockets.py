# Makes 1000 sockets of all kinds, with something in their queues, says so, and waits for its end.
import os
import socket
import sys

folder = sys.argv[1]
kept = []


def pairs(kind, count):
    for i in range(count):
        a, b = socket.socketpair(socket.AF_UNIX, kind)
        a.send(b'x' * (i % 7 + 1))
        kept.extend([a, b])


pairs(socket.SOCK_STREAM, 100)
pairs(socket.SOCK_DGRAM, 100)
pairs(socket.SOCK_SEQPACKET, 80)
for i in range(100):
    s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    s.bind(f'\0ipcsh-test-{os.getpid()}-{i}' if i % 2 else f'{folder}/d{i}')
    kept.append(s)
for i in range(20):
    l = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    l.bind(f'{folder}/l{i}')
    l.listen(5)
    for j in range(3):
        c = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        c.connect(f'{folder}/l{i}')
        kept.append(c)
    kept.append(l)
for family, host in ((socket.AF_INET, '127.0.0.1'), (socket.AF_INET6, '::1')):
    l = socket.socket(family, socket.SOCK_STREAM)
    l.bind((host, 0))
    l.listen(64)
    kept.append(l)
    for i in range(29):
        c = socket.create_connection(l.getsockname()[:2])
        a, _ = l.accept()
        c.sendall(b'y' * (i + 1))
        if i % 5 == 0:
            c.shutdown(socket.SHUT_WR)
        kept.extend([c, a])
    for i in range(25):
        u = socket.socket(family, socket.SOCK_DGRAM)
        u.bind((host, 0))
        kept.append(u)
        if i % 2:
            v = socket.socket(family, socket.SOCK_DGRAM)
            v.connect(u.getsockname()[:2])
            v.send(b'zz')
            kept.append(v)
while len(kept) < 1000:
    kept.append(socket.socket(socket.AF_UNIX, socket.SOCK_STREAM))
print('ready', len(kept), flush=True)
sys.stdin.read()
