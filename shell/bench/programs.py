"""Programs that a benchmark starts: each has a process group of its own, and none outlives the benchmark."""

import os
import signal
import subprocess

_groups = set()


def started(pid):
    """Takes note of a process that leads a group."""
    _groups.add(pid)


def end(pid):
    """Ends a group. The caller waits for the leader."""
    _groups.discard(pid)
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


def end_all():
    for pid in list(_groups):
        end(pid)


def start(command, **options):
    process = subprocess.Popen(command, start_new_session=True, **options)
    started(process.pid)
    return process


def run(command, **options):
    """The standard output of a program that ends by itself, as text."""
    timeout = options.pop("timeout", 120)
    process = start(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)
    try:
        out, err = process.communicate(timeout=timeout)
    finally:
        end(process.pid)
        process.wait()
    if process.returncode != 0:
        raise RuntimeError("%s: status %d\n%s" % (" ".join(command), process.returncode, err))
    return out


def seconds(pid):
    """The processor time that a process and its children have used until now."""
    ticks = 0
    for member in family(pid):
        try:
            with open("/proc/%d/stat" % member, encoding="utf-8", errors="replace") as stat:
                fields = stat.read().rsplit(")", 1)[1].split()
            ticks += int(fields[11]) + int(fields[12])
        except OSError:
            pass
    return ticks / os.sysconf("SC_CLK_TCK")


def memory(pid):
    """Resident memory in bytes of a process and its children: all, what is private to each, what is shared with others."""
    sums = {"Rss": 0, "Private": 0, "Shared": 0}
    for member in family(pid):
        try:
            with open("/proc/%d/smaps_rollup" % member, encoding="utf-8") as rollup:
                for line in rollup:
                    name, _, value = line.partition(":")
                    kind = name.split("_")[0]
                    if (kind == "Rss" or name in SHARES) and value.endswith(" kB\n"):
                        sums[kind] += int(value.split()[0]) * 1024
        except OSError:
            pass
    return sums


SHARES = ("Private_Clean", "Private_Dirty", "Shared_Clean", "Shared_Dirty")


def family(pid):
    """A process and its children, and theirs."""
    parents = {}
    for entry in filter(str.isdigit, os.listdir("/proc")):
        status = _status(entry)
        if status:
            parents[int(entry)] = int(status["PPid"])
    members = {pid}
    while True:
        more = {child for child, parent in parents.items() if parent in members} - members
        if not more:
            return members
        members |= more


def _status(pid):
    try:
        with open("/proc/%s/status" % pid, encoding="utf-8", errors="replace") as status:
            return dict(line.rstrip("\n").split(":\t", 1) for line in status if ":\t" in line)
    except OSError:
        return None
