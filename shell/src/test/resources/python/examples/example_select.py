import socket, selectors, threading
sel = selectors.DefaultSelector(); s = socket.socket(); s.bind(('127.0.0.1', 0)); s.listen(); s.setblocking(False); sel.register(s, selectors.EVENT_READ)
cs = [socket.create_connection(s.getsockname()) for i in range(4)]
for c in cs: c.send(b'hi')
n = 0
while n < 4:
    for k, e in sel.select():
        if k.fileobj is s: c, a = s.accept(); c.setblocking(False); sel.register(c, selectors.EVENT_READ)
        else: k.fileobj.send(k.fileobj.recv(10)); sel.unregister(k.fileobj); k.fileobj.close(); n += 1
for c in cs: print(c.recv(10)); c.close()
