"""How long programs take to start: to do one thing and end, and to the first prompt."""

import os
import subprocess
import time

import programs
from table import Goal
from terminal import Silence, Terminal

PROMPT_TIMEOUT = 20


def start(bench):
    """Rows of `ipcsh -e 1` against the peers' shortest run."""
    source = bench.file("one.jsh", "1\n/exit\n")

    def timed(shell):
        begin = time.perf_counter()
        out = programs.run(
            shell.once(source), stdin=subprocess.DEVNULL, env=shell.environment, cwd=bench.folder
        )
        took = time.perf_counter() - begin
        if shell.name in ("ipcsh", "against") and out.strip() != "1":
            raise RuntimeError("ipcsh -e 1 printed %r" % out)
        return took

    samples = bench.rounds_of([shell for shell in bench.shells if shell.once], timed)
    return bench.rows("start: -e 1", "ms", samples, [Goal(0.5, "ipython3")])


LINES = 200


def script(bench):
    """Rows of a script of 200 lines: the first time, when nobody has compiled it, and again."""
    peers = [shell for shell in bench.shells if shell.name in ("ipcsh", "against", "ipython3")]
    first, again = {}, {}
    number = 0
    for turn in range(-1, bench.start_rounds):
        for shell in peers:
            number += 1  # what one of them has compiled another one may find
            file = text_of(bench, number, "py" if shell.name == "ipython3" else "groovy")
            for samples in (first, again):
                begin = time.perf_counter()
                programs.run(
                    [shell.interactive[0], file], stdin=subprocess.DEVNULL, env=shell.environment, cwd=bench.folder
                )
                if turn >= 0:
                    samples.setdefault(shell.key, []).append(time.perf_counter() - begin)
    return bench.rows("start: script", "ms", first, [Goal(0.5, "ipython3")]) + bench.rows(
        "start: script again", "ms", again, [Goal(0.4, "ipython3")]
    )


def text_of(bench, number, ending):
    """A script of 200 lines that nobody has compiled before: its numbers are those of this turn and of this run."""
    lines = ["total = 0"]
    while len(lines) < LINES - 1:
        i = len(lines)
        lines.append("v%d = [%d, %d]; total = total + v%d[0]" % (i, number * 1000 + i, os.getpid(), i))
    lines.append("print(total)")
    return bench.file("script-%d.%s" % (number, ending), "\n".join(lines) + "\n")


def prompt(bench):
    """Rows of the time from the start on a terminal to the first prompt."""

    def timed(shell):
        begin = time.perf_counter()
        terminal = Terminal(shell.interactive, shell.environment, bench.folder)
        try:
            return terminal.await_text(shell.prompt, PROMPT_TIMEOUT) - begin
        except Silence:
            bench.note_silence(shell, PROMPT_TIMEOUT)
            return None
        finally:
            terminal.close()

    samples = bench.rounds_of(bench.prompting(), timed)
    return bench.rows("start: first prompt", "ms", samples, [Goal(0.25, "ipython3")])
