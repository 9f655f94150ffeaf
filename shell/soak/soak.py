"""
Random scenarios over all commands, for some minutes, while roles and children are killed and stopped, terminals
vanish, clocks differ, and descriptors, memory, disk, /dev/shm and queues run out. After each round nothing may
be left, and nothing that Java says may have been shown. Each round runs in namespaces of its own, so that it can
neither hurt the machine nor be disturbed by it.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.realpath(__file__))
LAUNCHER = os.path.join(os.path.dirname(HERE), "ipcsh")
KINDS = ["mixed"] * 4 + ["killed"] * 4 + ["limits"] * 4 + ["terminal"] * 2 + ["clock", "roles", "session"]
BOUND = 900  # seconds for a round

# in /tmp, /dev/shm and the queues there is nothing but the program, wherever the checkouts are
APART = [
    "unshare", "--mount", "--pid", "--ipc", "--net", "--uts", "--fork", "--kill-child", "--mount-proc",
    "sh", "-c",
    """
    set -e
    here=$1 program=$2
    shift 2
    mount -t tmpfs tmpfs /mnt
    mkdir /mnt/here /mnt/program
    mount --bind "$here" /mnt/here
    mount --bind "$program" /mnt/program
    mount -t tmpfs -o mode=1777 tmpfs /tmp
    mkdir -p "$here" "$program"
    mount --bind /mnt/here "$here"
    mount --bind /mnt/program "$program"
    mount -t tmpfs -o mode=1777 tmpfs /dev/shm
    mount -t mqueue mqueue /dev/mqueue 2>/dev/null || true
    ip link set lo up 2>/dev/null || true
    exec "$@"
    """,
    "round",
]


def options():
    parser = argparse.ArgumentParser(prog="shell/soak/run", description=__doc__)
    parser.add_argument("minutes", nargs="?", type=float, default=5, help="how long; 5 by default")
    parser.add_argument("--seed", type=int, default=None, help="the seed of a run that is to be repeated")
    parser.add_argument("--round", type=int, default=None, help="only this round of it")
    parser.add_argument("--kind", choices=sorted(set(KINDS)), help="only rounds of this kind")
    parser.add_argument("--program", default=LAUNCHER, help="the ipcsh to use; that of this checkout by default")
    parser.add_argument("--json", help="a file to which each round adds a line")
    return parser.parse_args()


def apart(given):
    """The beginning of a command in namespaces of its own."""
    return APART + [os.path.dirname(os.path.dirname(HERE)), os.path.dirname(os.path.dirname(given.program))]


def environment():
    """Of a round; the JDK is that of the caller."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("TMUX", "IPCSH_"))}
    env.update(HOME="/tmp/work", XDG_RUNTIME_DIR="/tmp/run", LANG="C.UTF-8", PYTHONDONTWRITEBYTECODE="1")
    env.pop("XDG_CONFIG_HOME", None)
    return env


def one(given, seed, number, kind):
    words = apart(given) + [sys.executable, os.path.join(HERE, "inside.py"), kind, "%d/%d" % (seed, number), given.program]
    try:
        done = subprocess.run(
            words, stdin=subprocess.DEVNULL, capture_output=True, text=True, env=environment(), timeout=BOUND, check=False)
        return json.loads(done.stdout.splitlines()[-1])
    except subprocess.TimeoutExpired:
        return {"kind": kind, "seconds": BOUND, "faults": ["the round did not end"], "figures": {}, "commands": 0}
    except (IndexError, ValueError):
        return {"kind": kind, "seconds": 0, "faults": ["no result: " + done.stderr[-500:]], "figures": {}, "commands": 0}


def kind_of(seed, number, given):
    return given or random.Random("%d/%d/kind" % (seed, number)).choice(KINDS)


def main():
    given = options()
    given.program = os.path.realpath(given.program)
    if not shutil.which("unshare") or subprocess.run(apart(given) + ["true"], capture_output=True, check=False).returncode:
        sys.exit("soak: needs namespaces of its own: run it as root, or as a user who may create them")
    seed = given.seed if given.seed is not None else random.SystemRandom().randrange(1_000_000)
    # its start-up cache is made now, and not by the first round
    version = subprocess.run([given.program, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    print("soak: seed %d, %s" % (seed, version), flush=True)
    results = []
    end = time.monotonic() + given.minutes * 60
    number = given.round or 1
    while True:
        result = one(given, seed, number, kind_of(seed, number, given.kind))
        result["round"] = number
        results.append(result)
        show(seed, given, result)
        if given.round or time.monotonic() > end:
            break
        number += 1
    summary(results)
    sys.exit(1 if any(result["faults"] for result in results) else 0)


def show(seed, given, result):
    figures = ", ".join("%s %s" % item for item in result["figures"].items())
    print("%4d  %-8s %6.1f s  %2d commands  %s" % (
        result["round"], result["kind"], result["seconds"], result["commands"], figures), flush=True)
    for fault in result["faults"][:12]:
        print("      fault: " + fault, flush=True)
    if result["faults"]:
        kind = " --kind " + given.kind if given.kind else ""
        print("      again: shell/soak/run --seed %d --round %d%s" % (seed, result["round"], kind), flush=True)
    if given.json:
        with open(given.json, "a", encoding="utf-8") as file:
            file.write(json.dumps(result) + "\n")


def summary(results):
    print("\n| kind | rounds | commands | seconds | faults |\n|---|---|---|---|---|")
    for kind in sorted(set(result["kind"] for result in results)):
        of = [result for result in results if result["kind"] == kind]
        print("| %s | %d | %d | %d | %d |" % (
            kind, len(of), sum(r["commands"] for r in of), sum(r["seconds"] for r in of), sum(len(r["faults"]) for r in of)))


if __name__ == "__main__":
    main()
