from multiprocessing import Process, Pipe
def f(conn): conn.send([42, None, 'hello']); conn.close()
if __name__ == '__main__':
    a, b = Pipe(); p = Process(target=f, args=(b,)); p.start(); print(a.recv()); p.join()
