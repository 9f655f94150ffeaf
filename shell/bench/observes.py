"""
What it costs a program to be observed: the loop in C under ipcsh's observe, beside the same under strace -f -o FILE.
"""

import shutil

import loops
import programs
from table import Goal

TRIPS = 5000

# prints the nanoseconds that the program's own clock shows, as the program does
OBSERVE = """
(r, w) = pipe()
p = observe('%s', fds: [0: r], live: false)
write w, '%d\\n'
close w
p.wait()
assert p.calls.size() > %d
println p.out.text.trim()
"""


def observe(bench):
    program = loops.compiled(bench)
    if not program or not shutil.which("strace"):
        bench.note("strace or a C compiler not found: no figure for observe")
        return []
    script = bench.file("observe.groovy", OBSERVE % (program, TRIPS, 2 * TRIPS))
    samples = {}
    left_out = set()
    with open(bench.file("trips", "%d\n" % TRIPS), encoding="utf-8") as trips:
        for turn in range(-1, bench.memory_rounds):
            for key, command, environment in commands(bench, program, script):
                if key in left_out:
                    continue
                trips.seek(0)
                try:
                    took = int(programs.run(command, stdin=trips, cwd=bench.folder, env=environment)) / 1e9
                except RuntimeError:
                    if key[0] != "against":
                        raise
                    # an older build does not observe programs
                    left_out.add(key)
                    bench.note("observe: %s: n/a" % " on Java ".join(map(str, key)))
                    continue
                if turn >= 0:
                    samples.setdefault(key, []).append(took)
    bench.note("observe: %d round trips of the loop in C; C is the same under strace -f -o FILE" % TRIPS)
    return bench.rows("observe", "ms", samples, [Goal(1.2, "C")])


def commands(bench, program, script):
    yield ("C",), ["strace", "-f", "-o", "loop.strace", program], bench.environment()
    for shell in bench.ours():
        yield shell.key, shell.interactive + [script], shell.environment
