"""
The figures of ipcsh beside those of its peers, all taken in one run: see docs/benchmarks.md.
"""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile

import looks
import loops
import machine
import observes
import programs
import prompts
import scenarios
import shells
import starts
import trips
import watches
import wires
from table import Goal, Row, medians, summary, table

HERE = os.path.dirname(os.path.realpath(__file__))
MEASUREMENTS = {
    "scenario": scenarios.scenario,
    "start": starts.start,
    "script": starts.script,
    "prompt": starts.prompt,
    "loop": loops.loop,
    "line": prompts.line,
    "memory": prompts.memory,
    "trips": trips.trips,
    "look": looks.look,
    "watch": watches.watch,
    "observe": observes.observe,
    "wire": wires.wire,
}

# where no goal is named, a Java without a foreign-function interface shall not be slower than the other build by more than this
NOT_SLOWER = 1.03
PEERS = ["against", "ipython3", "jshell", "python3", "C"]


class Bench:
    """What the measurements share: the shells, how often, where, and what there is to say."""

    def __init__(self, launchers, jdks, tools, quick, folder):
        self.folder = folder
        self.start_rounds = 3 if quick else 15
        self.loop_rounds = 2 if quick else 7
        self.loop_warm_up = 4
        self.warm_up_lines = 5 if quick else 10
        self.lines = 10 if quick else 50
        self.memory_rounds = 1 if quick else 3
        self.scenario_rounds = 1 if quick else 5
        self.trip_rounds = 1 if quick else 2
        self.trip_times = (1000, 3, 4) if quick else (10_000, 7, 15)  # rounds, runs, seconds of warm-up
        self.notes = []
        self.silent = set()
        self.jdks = jdks
        self._environment = shells.environment(folder)
        self.shells = [
            shells.ours(launcher, jdk, self._environment, name) for name, launcher in launchers.items() for jdk in jdks
        ]
        if tools["ipython3"]:
            self.shells.append(shells.ipython(tools["ipython3"], self._environment))
        else:
            self.note("ipython3 not found: no column ipython3")
        for jdk in jdks:
            if jdk.tool("jshell"):
                self.shells.append(shells.jshell(jdk, self._environment))
            else:
                self.note("jshell of Java %d not found: no figure in its column" % jdk.feature)
        self.shells.append(shells.python(tools["python3"], self._environment))

    def environment(self):
        return dict(self._environment)

    def source(self, name):
        """A file beside this one."""
        return os.path.join(HERE, name)

    def file(self, name, text):
        """A file made for this run."""
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8") as out:
            out.write(text)
        return path

    def note(self, text):
        if text not in self.notes:
            self.notes.append(text)

    def ours(self):
        """Those of ours, and of the other build if there is one."""
        return [shell for shell in self.shells if shell.name in ("ipcsh", "against")]

    def prompting(self):
        """The shells that have not failed to show a prompt."""
        return [shell for shell in self.shells if shell.key not in self.silent]

    def note_silence(self, shell, seconds):
        self.silent.add(shell.key)
        self.note("%s showed no prompt within %d s: n/a" % (" on Java ".join(map(str, shell.key)), seconds))

    def rounds_of(self, some, timed):
        """Samples by shell: one of each in turn, again and again; the first round is not counted."""
        samples = {}
        for turn in range(-1, self.start_rounds):
            for shell in some:
                if shell.key not in self.silent:
                    took = timed(shell)
                    if turn >= 0 and took is not None:
                        samples.setdefault(shell.key, []).append(took)
        return samples

    def rows(self, name, unit, samples, goals):
        """
        A row for each JDK: ours and jshell on that one, the other peers on none. The goals are a list, or a function of the Java.
        """
        return [
            Row(
                name,
                jdk.feature,
                unit,
                {peer: samples.get((peer, jdk.feature), samples.get((peer,), [])) for peer in ["ipcsh"] + PEERS},
                self.goals(goals(jdk.feature) if callable(goals) else goals, jdk.feature),
            )
            for jdk in self.jdks
        ]

    def goals(self, named, java):
        compares = any(shell.name == "against" for shell in self.shells)
        return [Goal(NOT_SLOWER, "against")] if not named and java < 22 and compares else named


def arguments():
    parser = argparse.ArgumentParser(prog="run", description="Prints the figures of ipcsh beside those of its peers.")
    parser.add_argument("fewer", nargs="?", type=str.lower, choices=["quick"], help="fewer rounds: a first look")
    parser.add_argument("--quick", action="store_true", help="the same")
    parser.add_argument("--only", action="append", choices=list(MEASUREMENTS), help="this measurement; may be repeated")
    parser.add_argument("--java", type=int, help="on this feature version only; all that are found otherwise")
    parser.add_argument("--json", metavar="FILE", help="write every sample to the file, too")
    parser.add_argument("--baseline", metavar="FILE", help="what --json wrote before: mark what became slower since")
    parser.add_argument("--against", metavar="PATH", help="another launcher, measured in turn with ours: a column of its own")
    parser.add_argument(
        "--ipcsh", default=os.path.join(os.path.dirname(HERE), "ipcsh"), help="the launcher to measure; default: ours"
    )
    return parser.parse_args()


def prepare(launcher, jdks):
    """Builds what is not built, and warms the start-up cache of each JDK."""
    for jdk in jdks:
        environment = dict(os.environ, JAVA_HOME=jdk.home)
        subprocess.run([launcher, "-e", "1"], env=environment, stdout=subprocess.DEVNULL, check=True)


def stored(file):
    """The medians of an earlier run."""
    try:
        with open(file, encoding="utf-8") as before:
            return medians(json.load(before))
    except (OSError, ValueError, KeyError, TypeError) as e:
        sys.exit("run: --baseline %s: %s is not what --json writes" % (file, e))


def measure(bench, names):
    rows = []
    for name in names:
        print("measuring %s ..." % name, file=sys.stderr, flush=True)
        rows += MEASUREMENTS[name](bench)
    return rows


def main():
    options = arguments()
    jdks = machine.jdks(options.java)
    if not jdks:
        sys.exit("run: found no JDK of 17 or newer" + (", %d" % options.java if options.java else ""))
    tools = {name: machine.find_beside_python(name) for name in ["ipython3", "python3"]}
    tools["gcc"] = shutil.which("gcc")
    facts = machine.context(jdks, tools)
    load = machine.load()
    baseline = stored(options.baseline) if options.baseline else None
    launchers = {"ipcsh": os.path.abspath(options.ipcsh)}
    if options.against:
        launchers["against"] = os.path.abspath(options.against)
    for launcher in launchers.values():
        prepare(launcher, jdks)
    folder = tempfile.mkdtemp(prefix="ipcsh-bench-")
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda which, frame: sys.exit(128 + which))
    try:
        bench = Bench(launchers, jdks, tools, options.quick or options.fewer, folder)
        rows = measure(bench, options.only or MEASUREMENTS)
    finally:
        programs.end_all()
        shutil.rmtree(folder, ignore_errors=True)
    if load > machine.QUIET:
        bench.note("WARNING: the load average was %.2f at the start; above %g figures are noisy" % (load, machine.QUIET))
    for name, value in facts.items():
        print("%-16s %s" % (name, value))
    print()
    print(table(rows, PEERS, baseline))
    print()
    print(summary(rows, baseline))
    for note in bench.notes:
        print(note)
    if options.json:
        with open(options.json, "w", encoding="utf-8") as out:
            json.dump({"machine": facts, "rows": [row.as_json() for row in rows], "notes": bench.notes}, out, indent=2)
            out.write("\n")


if __name__ == "__main__":
    main()
