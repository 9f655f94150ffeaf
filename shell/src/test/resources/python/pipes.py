# Makes 300 processes, each with a pipe to the next one and something in it, says so, and waits for
# its end. All read from one more pipe.
import os
import sys

end, keep = os.pipe()
settled, settle = os.pipe()
pids = []
before = None
for i in range(300):
    read, write = os.pipe()
    os.write(write, b'x' * i)
    pid = os.fork()
    if pid == 0:
        os.close(keep)
        os.close(read)
        os.dup2(write, 50 + i % 7)
        os.close(write)
        os.close(settled)
        os.write(settle, b'.')
        os.close(settle)
        os.read(end, 1)
        os._exit(0)
    pids.append(pid)
    os.close(write)
    if before is not None:
        os.close(before)
    before = read
for _ in pids:
    os.read(settled, 1)
print('ready', *pids, flush=True)
sys.stdin.read()
os.close(keep)
for pid in pids:
    os.waitpid(pid, 0)
