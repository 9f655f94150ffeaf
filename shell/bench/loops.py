"""
What one command costs: 64 bytes sent and received through a datagram socketpair, by the same loop in C, in Python and
in three ways of writing it for ipcsh. Each program lives through the whole measurement and makes a number of round trips
whenever it is asked to, so that all are warm and take turns within milliseconds; all of them are pinned to one
processor, the same for all.
"""

import os
import shutil
import subprocess
import sys
import time

import programs
from table import Goal, Row

VARIANTS = {
    "loop: top level": "loop-top-level.groovy",
    "loop: function": "loop-function.groovy",
    "loop: n.times": "loop-times.groovy",
}
CHUNK = 50_000
CHUNKS_A_ROUND = 3
WARM_UP_CHUNK = 10_000


class Loop:
    def __init__(self, key, command, environment, folder, cpu):
        self.key = key
        self.process = programs.start(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            cwd=folder,
            text=True,
            preexec_fn=lambda: os.sched_setaffinity(0, {cpu}),
        )

    def seconds_each(self, n):
        """How long one round trip takes, in the middle of so many."""
        self.process.stdin.write("%d\n" % n)
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise RuntimeError("%s ended with status %s" % (self.key, self.process.wait()))
        return int(answer) / n / 1e9

    def warm_up(self, seconds):
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            self.seconds_each(WARM_UP_CHUNK)

    def close(self):
        self.process.stdin.close()
        programs.end(self.process.pid)
        self.process.wait()
        self.process.stdout.close()


def loop(bench):
    cpu = max(os.sched_getaffinity(0))
    bench.note("loops: all programs pinned to processor %d, taking turns" % cpu)
    loops = []
    try:
        for key, command, environment in commands(bench):
            loops.append(Loop(key, command, environment, bench.folder, cpu))
        for each in loops:
            each.warm_up(bench.loop_warm_up)
        samples = {each.key: [] for each in loops}
        for _ in range(bench.loop_rounds * CHUNKS_A_ROUND):
            for each in loops:
                samples[each.key].append(each.seconds_each(CHUNK))
    finally:
        for each in loops:
            each.close()
    return [
        Row(
            name,
            jdk.feature,
            "ns",
            {
                "ipcsh": samples[name, "ipcsh", jdk.feature],
                "against": samples.get((name, "against", jdk.feature), []),
                "C": samples.get("C", []),
                "python3": samples["python3"],
            },
            goals(name, jdk.feature),
        )
        for name in VARIANTS
        for jdk in bench.jdks
    ]


def goals(name, java):
    """n.times calls a closure for each round trip, which no goal of C's names."""
    most = 1.5 if name == "loop: n.times" else 1.08 if java >= 22 else 1.25
    return [Goal(most, "C"), Goal(1, "python3", strictly=True)]


def commands(bench):
    environment = bench.environment()
    program = compiled(bench)
    if program:
        yield "C", [program], environment
    yield "python3", [sys.executable, bench.source("loop.py")], environment
    for name, script in VARIANTS.items():
        for shell in bench.ours():
            yield (name, shell.name, shell.java), shell.interactive + [bench.source(script)], shell.environment


def compiled(bench):
    gcc = shutil.which("gcc")
    if gcc is None:
        bench.note("gcc not found: no column C")
        return None
    program = os.path.join(bench.folder, "loop")
    subprocess.run([gcc, "-O2", "-o", program, bench.source("loop.c")], check=True)
    return program
