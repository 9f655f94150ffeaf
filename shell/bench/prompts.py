"""A shell at its prompt: how long a line takes, how much memory the shell holds."""

import subprocess
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
IDLE_GOAL_MB = 75
ROLE_GOAL_MB = 60
WORKED_GOAL_MB = 120

# says the process ID of a role, and waits
ROLE = """
r = shell 'role'
r { getpid() }
println r { getpid() }
System.out.flush()
System.in.read()
"""


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
    """Rows of the resident memory of an idle shell, of one that has worked, and of a role; private and shared told apart."""
    idle, private, shared, worked = {}, {}, {}, {}
    for _ in range(bench.memory_rounds):
        for shell in bench.prompting():
            try:
                prompt = Prompt(bench, shell)
            except Silence:
                bench.note_silence(shell, PROMPT_TIMEOUT)
                continue
            try:
                time.sleep(IDLE_SECONDS)
                now = programs.memory(prompt.terminal.pid)
                for samples, kind in ((idle, "Rss"), (private, "Private"), (shared, "Shared")):
                    samples.setdefault(shell.key, []).append(now[kind])
                for _ in range(LINES_BEFORE_SECOND_LOOK):
                    prompt.sum()
                worked.setdefault(shell.key, []).append(programs.memory(prompt.terminal.pid)["Rss"])
            finally:
                prompt.terminal.close()
    after = "memory: after %d lines" % LINES_BEFORE_SECOND_LOOK
    return (
        bench.rows("memory: idle", "MB", idle, [Goal(IDLE_GOAL_MB)])
        + bench.rows("memory: idle, private", "MB", private, [])
        + bench.rows("memory: idle, shared", "MB", shared, [])
        + bench.rows(after, "MB", worked, [Goal(WORKED_GOAL_MB, strictly=True)])
        + roles(bench)
    )


def roles(bench):
    """The same of a role that has been used once."""
    figures = {"Rss": {}, "Private": {}, "Shared": {}}
    script = bench.file("role.groovy", ROLE)
    for _ in range(bench.memory_rounds):
        for shell in bench.ours():
            starter = programs.start(
                shell.interactive + [script],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=shell.environment,
                cwd=bench.folder,
                text=True,
            )
            try:
                # what is run in the role is printed as well
                said = next((line for line in starter.stdout if line.strip().isdigit()), None)
                if said is None:
                    raise RuntimeError("a role did not say its process ID")
                time.sleep(IDLE_SECONDS)
                now = programs.memory(int(said))
                for kind, samples in figures.items():
                    samples.setdefault(shell.key, []).append(now[kind])
            finally:
                starter.stdin.close()
                programs.end(starter.pid)
                starter.wait()
                starter.stdout.close()
    return (
        bench.rows("memory: a role", "MB", figures["Rss"], [Goal(ROLE_GOAL_MB)])
        + bench.rows("memory: a role, private", "MB", figures["Private"], [])
        + bench.rows("memory: a role, shared", "MB", figures["Shared"], [])
    )
