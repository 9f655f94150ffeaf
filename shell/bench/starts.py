"""How long programs take to start: to do one thing and end, and to the first prompt."""

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
        if shell.name == "ipcsh" and out.strip() != "1":
            raise RuntimeError("ipcsh -e 1 printed %r" % out)
        return took

    samples = bench.rounds_of([shell for shell in bench.shells if shell.once], timed)
    return bench.rows("start: -e 1", "ms", samples, [Goal(1, "ipython3")])


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
    return bench.rows("start: first prompt", "ms", samples, [Goal(0.5, "ipython3")])
