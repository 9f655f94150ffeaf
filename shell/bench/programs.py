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
    process = start(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)
    try:
        out, err = process.communicate(timeout=120)
    finally:
        end(process.pid)
        process.wait()
    if process.returncode != 0:
        raise RuntimeError("%s: status %d\n%s" % (" ".join(command), process.returncode, err))
    return out


def resident(pid):
    """Resident memory in bytes of a process and its children, pages they share counted for each."""
    parents = {}
    for entry in filter(str.isdigit, os.listdir("/proc")):
        status = _status(entry)
        if status:
            parents[int(entry)] = (int(status["PPid"]), int(status.get("VmRSS", "0 kB").split()[0]) * 1024)
    family = {pid}
    while True:
        more = {child for child, (parent, _) in parents.items() if parent in family} - family
        if not more:
            return sum(parents[member][1] for member in family if member in parents)
        family |= more


def _status(pid):
    try:
        with open("/proc/%s/status" % pid, encoding="utf-8", errors="replace") as status:
            return dict(line.rstrip("\n").split(":\t", 1) for line in status if ":\t" in line)
    except OSError:
        return None
