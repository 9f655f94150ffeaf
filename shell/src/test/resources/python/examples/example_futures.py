from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
def f(x): return x + 1
if __name__ == '__main__':
    with ProcessPoolExecutor(2) as e: print(list(e.map(f, range(5))))
    with ThreadPoolExecutor(2) as e: print(list(e.map(f, range(5))))
