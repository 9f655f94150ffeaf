"""A shell at its prompt: how long a line takes, how much memory the shell holds."""

import time

import programs
from starts import PROMPT_TIMEOUT
from table import Goal
from terminal import Silence, Terminal

LINE_TIMEOUT = 20
ECHO_TIMEOUT = 2
IDLE_SECONDS = 3
LINES_BEFORE_SECOND_LOOK = 100
LINE_GOAL_MS = 30
MEMORY_GOAL_MB = 120


class Prompt:
    """A shell that stands at its prompt. No sum is asked for twice, so that no result is on the screen before."""

    def __init__(self, bench, shell):
        self.shell = shell
        self.sums = 7000
        self.terminal = Terminal(shell.interactive, shell.environment, bench.folder)
        try:
            self.terminal.await_text(shell.prompt, PROMPT_TIMEOUT)
        except Silence:
            self.terminal.close()
            raise
        self.terminal.settle()

    def line(self, text, result):
        """From Enter, pressed when the typed line stands there, to the result and the next prompt."""
        self.terminal.send(text)
        self.terminal.settle(first=ECHO_TIMEOUT)
        begin = time.perf_counter()
        self.terminal.send("\r")
        took = self.terminal.await_text(result + r"(?s:.*?)" + self.shell.prompt, LINE_TIMEOUT) - begin
        self.terminal.settle()
        return took

    def sum(self):
        self.sums += 1
        return self.line("%d+1" % self.sums, str(self.sums + 1))

    def bind(self):
        setup, self.name = self.shell.bind, "bench-%s" % "-".join(map(str, self.shell.key))
        self.line("%s; %d+1" % (setup % self.name, self.sums), str(self.sums + 1))

    def getsockname(self):
        return self.line(self.shell.getsockname, self.name)


def line(bench):
    """Rows of a sum and of a system call."""
    prompts = opened(bench)
    try:
        sums = turns(bench, prompts, Prompt.sum)
        sockets = [prompt for prompt in prompts if prompt.shell.bind]
        for prompt in sockets:
            prompt.bind()
        names = turns(bench, sockets, Prompt.getsockname)
    finally:
        for prompt in prompts:
            prompt.terminal.close()
    goals = [Goal(LINE_GOAL_MS, strictly=True)]
    return bench.rows("line: 1+1", "ms", sums, goals) + bench.rows("line: getsockname", "ms", names, goals)


def opened(bench):
    prompts = []
    for shell in bench.prompting():
        try:
            prompts.append(Prompt(bench, shell))
        except Silence:
            bench.note_silence(shell, PROMPT_TIMEOUT)
    return prompts


def turns(bench, prompts, ask):
    for _ in range(bench.warm_up_lines):
        for prompt in prompts:
            ask(prompt)
    samples = {prompt.shell.key: [] for prompt in prompts}
    for _ in range(bench.lines):
        for prompt in prompts:
            samples[prompt.shell.key].append(ask(prompt))
    return samples


def memory(bench):
    """Rows of the resident memory of an idle shell and of one that has worked."""
    idle, worked = {}, {}
    for _ in range(bench.memory_rounds):
        for shell in bench.prompting():
            try:
                prompt = Prompt(bench, shell)
            except Silence:
                bench.note_silence(shell, PROMPT_TIMEOUT)
                continue
            try:
                time.sleep(IDLE_SECONDS)
                idle.setdefault(shell.key, []).append(programs.resident(prompt.terminal.pid))
                for _ in range(LINES_BEFORE_SECOND_LOOK):
                    prompt.sum()
                worked.setdefault(shell.key, []).append(programs.resident(prompt.terminal.pid))
            finally:
                prompt.terminal.close()
    goals = [Goal(MEMORY_GOAL_MB, strictly=True)]
    after = "memory: after %d lines" % LINES_BEFORE_SECOND_LOOK
    return bench.rows("memory: idle", "MB", idle, goals) + bench.rows(after, "MB", worked, goals)
