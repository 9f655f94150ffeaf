"""What watch costs while nothing happens: four shells at their prompts, watched for some seconds, in per cent of a processor."""

import time

import programs
from table import Goal
from terminal import Terminal

SHELLS = 4
SETTLE_SECONDS = 10
WATCH_SECONDS = 10
PROMPT_TIMEOUT = 30


def watch(bench):
    samples = {}
    for shell in bench.ours():
        watched = []
        try:
            for i in range(SHELLS):
                watched.append(Terminal(shell.interactive + ["-n", "watched%d" % i], shell.environment, bench.folder))
            for i, one in enumerate(watched):
                one.await_text("watched%d> ?" % i, PROMPT_TIMEOUT)
                one.send("(a, b) = socketpair()\r")
            names = ["watched%d" % i for i in range(SHELLS)]
            viewer = Terminal(shell.interactive + ["watch"] + names, shell.environment, bench.folder)
            watched.append(viewer)
            viewer.drain(SETTLE_SECONDS)
            begin, used = time.perf_counter(), programs.seconds(viewer.pid)
            viewer.drain(WATCH_SECONDS)
            share = (programs.seconds(viewer.pid) - used) / (time.perf_counter() - begin)
            samples.setdefault(shell.key, []).append(share)
        finally:
            for one in watched:
                one.close()
    return bench.rows("watch of 4 shells", "%", samples, [Goal(3)])
