"""
How long a look at other processes takes: at one with 10,000 descriptors (fds), at four with 20 each, at six with 400 together
(draw); how long why takes for a ring of 300 processes with 5,000 descriptors. The first time in a fresh ipcsh, and after some more.
"""

import subprocess

import programs
from table import Goal

# who draws this in minutes is not waited for
LONGEST_SECONDS = 60

MANY = """
import os, resource, socket, sys
hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
resource.setrlimit(resource.RLIMIT_NOFILE, (min(10200, hard) if hard > 0 else 10200, hard))
kept = []
while len(kept) < 10000:
    kept += os.pipe()
    kept += [s.detach() for s in socket.socketpair()]
    kept += [os.open('/dev/null', os.O_RDONLY), os.open('/etc/passwd', os.O_RDONLY)]
    kept += [os.dup(kept[-1]), os.memfd_create('m')]
print(os.getpid(), flush=True)
sys.stdin.read()
"""

FEW = """
import os, socket, sys
kept = [os.open('/etc/passwd', os.O_RDONLY), os.memfd_create('m')]
for i in range(%d):
    kept += os.pipe()
for i in range(%d):
    kept += socket.socketpair()
end, keep = os.pipe()
pids = [os.getpid()]
for i in range(%d):
    pids.append(os.fork())
    if pids[-1] == 0:
        os.close(keep)
        os.read(end, 1)
        os._exit(0)
print(*pids, flush=True)
sys.stdin.read()
"""

# every two of six processes are joined by pipes and socketpairs, each filled with another number of bytes, so that none are alike
MESH = """
import os, socket, sys
N = 6
ends = [[] for i in range(N)]
filled = 0
for i in range(N):
    for j in range(i):
        for k in range(13):
            filled += 1
            if k % 2:
                r, w = os.pipe()
            else:
                a, b = socket.socketpair()
                r, w = a.detach(), b.detach()
            os.write(w, b'x' * filled)
            ends[i].append(r)
            ends[j].append(w)
end, keep = os.pipe()
pids = [os.getpid()]
for i in range(1, N):
    pids.append(os.fork())
    if pids[-1] == 0:
        os.close(keep)
        for j in range(N):
            for fd in ends[j] if j != i else []: os.close(fd)
        os.read(end, 1)
        os._exit(0)
for j in range(1, N):
    for fd in ends[j]: os.close(fd)
print(*pids, flush=True)
sys.stdin.read()
"""

RING = """
import os, sys
N = 300
rings = [os.pipe() for i in range(N)]
pids = []
end, keep = os.pipe()
for i in range(N):
    pid = os.fork()
    if pid == 0:
        mine, next = rings[i][0], rings[(i + 1) % N][1]
        for r, w in rings:
            if r != mine: os.close(r)
            if w != next: os.close(w)
        os.close(keep)
        kept = [os.pipe() for k in range(6)]
        os.read(mine, 1)
        os._exit(0)
    pids.append(pid)
for r, w in rings:
    os.close(r)
    os.close(w)
print(pids[0], flush=True)
sys.stdin.read()
for pid in pids:
    os.kill(pid, 9)
"""

# each prints two numbers of nanoseconds: the first time, and the best of some more
FDS = """
times = (1..8).collect { t = System.nanoTime(); assert fds(%s).size() > 10000; System.nanoTime() - t }
times[0] + ' ' + times.min()
"""

LOOK = """
inspector = new ipcsh.inspect.Inspector(new ipcsh.sys.Kernel().home())
times = (1..40).collect {
  t = System.nanoTime()
  assert inspector.look([%s], inspector.everybody()).processes().every { it.descriptors().size() >= 20 }
  System.nanoTime() - t
}
times[0] + ' ' + times.min()
"""

DRAW = """
times = (1..4).collect { t = System.nanoTime(); assert draw(%s).toString().size() > 1000; System.nanoTime() - t }
times[0] + ' ' + times.min()
"""

WHY = """
times = (1..8).collect {
  t = System.nanoTime()
  assert why(%s).size() >= 300
  System.nanoTime() - t
}
times[0] + ' ' + times.min()
"""


def look(bench):
    rows = []
    for name, program, script, goals in (
        ("fds of 10000", MANY, FDS, (310, 310)),
        ("look at 4 x 20", FEW % (4, 5, 3), LOOK, (44, 44)),
        ("draw 4 x 20", FEW % (4, 5, 3), DRAW, (None, 44)),
        ("draw 400 in 6", MESH, DRAW, (500, 500)),
        ("why of 300", RING, WHY, (1000, 1000)),
    ):
        watched = programs.start(
            ["python3", "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=bench.folder, text=True
        )
        try:
            pids = watched.stdout.readline().split()
            rows += measured(bench, name, script % ", ".join(pids), goals)
        finally:
            watched.stdin.close()
            programs.end(watched.pid)
            watched.wait()
            watched.stdout.close()
    return rows


def measured(bench, name, script, goals):
    first, best = {}, {}
    left_out = set()

    def timed(shell):
        if shell.key in left_out:
            return None
        try:
            out = programs.run(
                shell.interactive + ["-e", script],
                stdin=subprocess.DEVNULL,
                env=dict(shell.environment),
                cwd=bench.folder,
                timeout=LONGEST_SECONDS,
            )
        except subprocess.TimeoutExpired:
            left_out.add(shell.key)
            bench.note("%s: %s took more than %d s: n/a" % (name, " on Java ".join(map(str, shell.key)), LONGEST_SECONDS))
            return None
        except RuntimeError as failure:
            if shell.name == "ipcsh":
                raise
            # an older build has no such command
            left_out.add(shell.key)
            why = next((line for line in str(failure).splitlines() if line.startswith("-e:")), "failed")
            bench.note("%s: %s: n/a: %s" % (name, " on Java ".join(map(str, shell.key)), why))
            return None
        once, again = out.split()
        first.setdefault(shell.key, []).append(int(once) / 1e9)
        best.setdefault(shell.key, []).append(int(again) / 1e9)
        return None

    bench.rounds_of(bench.ours(), timed)
    wanted = [[] if limit is None else [Goal(limit)] for limit in goals]
    return bench.rows(name + ": first", "ms", first, wanted[0]) + bench.rows(name + ": warm", "ms", best, wanted[1])
