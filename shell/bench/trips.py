"""
Round trips over mechanisms, and what one process does by itself, beside C: the figures of `ipcsh bench`, asked for alternately of
each launcher.
"""

import json
import subprocess

import programs
from table import Goal

# the mechanisms that have a goal, with that of a Java that has a foreign-function interface of its own
GOALS = {
    "condition": 1.2,
    "descriptor": 1.2,
    "handover": 1.2,
    "spin": 1.3,
    "semaphore": 6,
    "mutex": 6,
    "memory": 12,
    "region": 1.2,
}
NEW = {"condition", "descriptor", "handover"}  # the goal is that of every Java


def trips(bench):
    samples = {name: {} for name in GOALS}
    for _ in range(bench.trip_rounds):
        for shell in bench.ours():
            for row in figures(bench, shell):
                name = row["mechanism"]
                if row["ipcsh"] is not None:
                    samples[name].setdefault(shell.key, []).append(row["ipcsh"] / 1e6)
                if row["c"] is not None:
                    samples[name].setdefault(("C",), []).append(row["c"] / 1e6)
    bench.note("trips: medians of ipcsh bench; C is measured in turn with each launcher")
    return [row for name in GOALS for row in bench.rows("trips: " + name, "ns", samples[name], goals(name))]


def goals(name):
    def of(java):
        return [Goal(GOALS[name], "C")] if java >= 22 or name in NEW else []

    return of


def figures(bench, shell):
    """What a launcher's bench measures; an older one has no sizes, and does not know all mechanisms."""
    often = "rounds: %d, runs: %d, warmup: %d" % bench.trip_times
    names = ", ".join("'%s'" % name for name in GOALS)
    older = ", ".join("'%s'" % name for name in GOALS if name != "region")
    for code in ("bench %s, sizes: 1, processors: 1, %s" % (names, often), "bench %s, %s" % (older, often)):
        try:
            out = programs.run(
                shell.interactive + ["--json", "-e", code],
                stdin=subprocess.DEVNULL,
                env=shell.environment,
                cwd=bench.folder,
                timeout=600,
            )
            return json.loads(out)
        except RuntimeError as failure:
            if shell.name == "ipcsh":
                raise
            last = failure
    raise last
