from multiprocessing import Process, Lock, Value, Array
def f(l, n, a, i):
    with l: n.value += 1; a[0] = i
if __name__ == '__main__':
    l = Lock(); n = Value('d', 0.0); a = Array('i', range(10))
    ps = [Process(target=f, args=(l, n, a, i)) for i in range(3)]
    [p.start() for p in ps]; [p.join() for p in ps]; print(n.value)
