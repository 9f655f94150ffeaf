import os
r, w = os.pipe(); pid = os.fork()
if pid == 0:
    os.close(r); os.write(w, b'hello'); os._exit(0)
os.close(w)
with os.fdopen(r) as f: print(f.read())
os.waitpid(pid, 0)
