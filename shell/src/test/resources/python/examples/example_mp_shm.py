from multiprocessing import shared_memory
a = shared_memory.SharedMemory(create=True, size=10); a.buf[:4] = b'abcd'
b = shared_memory.SharedMemory(a.name); print(bytes(b.buf[:4])); b.close(); a.close(); a.unlink()
