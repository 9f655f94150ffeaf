from multiprocessing.connection import Listener, Client
import threading
l = Listener('lis', authkey=b'x')
def go():
    with Client('lis', authkey=b'x') as c: print(c.recv())
t = threading.Thread(target=go); t.start()
with l.accept() as c: c.send([1, 2])
t.join(); l.close()
