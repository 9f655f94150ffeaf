"""What a scenario of eight roles costs, from start to end: wall-clock time, and processor time of all its processes."""

import resource
import subprocess
import time

import programs
from table import Goal

ROLES = 8

# each role binds a socket and answers; the shell that started them talks to each of them
SCENARIO = """
title 'Eight roles'
roles = (1..%d).collect { shell "r$it" }
roles.eachWithIndex { role, i ->
    role { s = socket AF_UNIX, SOCK_DGRAM }
    role { bind s, "r${getpid()}" }
    role { assert getsockname(s).toString().startsWith('r') }
}
roles.each { role -> assert role { getpid() } > 0 }
say 'All have answered.'
"""


def scenario(bench):
    wall, used = {}, {}
    script = bench.file("roles.groovy", SCENARIO % ROLES)

    def timed(shell):
        before, begin = children(), time.perf_counter()
        programs.run(shell.interactive + [script], stdin=subprocess.DEVNULL, env=shell.environment, cwd=bench.folder)
        took = time.perf_counter() - begin
        last[shell.key] = children() - before
        return took

    last = {}
    for turn in range(-1, bench.scenario_rounds):
        for shell in bench.ours():
            took = timed(shell)
            if turn >= 0:
                wall.setdefault(shell.key, []).append(took)
                used.setdefault(shell.key, []).append(last[shell.key])
    goals = [Goal(0.4, "against")]
    return bench.rows("scenario of 8: wall", "ms", wall, goals) + bench.rows("scenario of 8: CPU", "ms", used, goals)


def children():
    """The processor time of the children that have ended, and of theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
