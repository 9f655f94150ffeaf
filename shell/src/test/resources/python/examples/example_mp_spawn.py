import multiprocessing as mp
def foo(q): q.put('hello')
if __name__ == '__main__':
    for m in ('spawn', 'forkserver'):
        c = mp.get_context(m); q = c.Queue(); p = c.Process(target=foo, args=(q,)); p.start(); print(q.get()); p.join()
