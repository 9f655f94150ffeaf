"""
A round, as process 1 of namespaces of its own: its processes, names, queues and memory objects are all there
is, so that whatever exists at the end is left behind. Prints one line of JSON.
"""

import json
import os
import pty
import random
import re
import select
import signal
import subprocess
import sys
import time

import texts

BOUND = 150  # seconds for a shell to end by itself
SETTLE = 20  # seconds for everything to go after it has ended

# never shown to a user, whatever happens
OF_JAVA = re.compile(
    r"^\s+at [\w.$]+\(|Exception in thread|OutOfMemoryError|NoClassDefFound|NullPointer|ClassCast|IndexOutOf"
    r"|IllegalState|StackOverflow|ExceptionInInitializer|SIGSEGV \(|hs_err_pid|\bipcsh\.[a-z]+\.[A-Z]\w+"
)

# the forms of lines on standard error: an error with its place, more of it and hints, a message of ours, a role's, a trace
EXPLAINED = re.compile(
    r"^\S+:\d+: |^  |^$|^ipcsh: |^r\d+: |^(\[pid \d+\] )?\w+\(.*"
)


def processes():
    return [int(name) for name in os.listdir("/proc") if name.isdigit() and int(name) != os.getpid()]


def command(pid):
    try:
        with open("/proc/%d/cmdline" % pid, "rb") as file:
            return file.read().replace(b"\0", b" ").decode("utf-8", "replace")[:120].strip()
    except OSError:
        return ""


def reap():
    """Process 1 is the parent of orphans."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0] > 0:
            pass
    except ChildProcessError:
        pass


def alive():
    """The processes except zombies, which are ours to reap."""
    found = []
    for pid in processes():
        try:
            with open("/proc/%d/stat" % pid, encoding="latin-1") as file:
                if file.read().rsplit(")", 1)[1].split()[0] != "Z":
                    found.append(pid)
        except OSError:
            pass
    return found


def wait_until(condition, seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return condition()


class Round:
    def __init__(self, kind, seed, program):
        self.kind = kind
        self.program = program
        self.random = random.Random(seed)
        self.faults = []
        self.figures = {}
        self.commands = []
        self.error = ""

    def fault(self, text):
        self.faults.append(text)

    def start(self, arguments, text=None, prefix=()):
        """Starts a shell with a scenario file, or a text as its standard input."""
        script = None
        words = list(prefix) + [self.program, "-k"] + arguments
        if text is not None:
            script = "/tmp/work/scenario.groovy"
            with open(script, "w", encoding="utf-8") as file:
                file.write(text)
            words.append(script)
        self.out = open("/tmp/work/out", "w+b")
        self.err = open("/tmp/work/err", "w+b")
        return subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=self.out, stderr=self.err, cwd="/tmp/work")

    def output(self):
        self.out.seek(0)
        return self.out.read().decode("utf-8", "replace")

    def ends(self, shell, bound=BOUND):
        try:
            shell.wait(bound)
            return True
        except subprocess.TimeoutExpired:
            self.fault("the shell did not end within %d s: %s" % (bound, command(shell.pid)))
            for pid in alive():
                os.kill(pid, signal.SIGKILL)
            shell.wait()
            return False

    def check_error(self):
        self.err.seek(0)
        self.error = self.err.read().decode("utf-8", "replace")
        for line in self.error.splitlines():
            if OF_JAVA.search(line):
                self.fault("of Java: " + line[:200])
            elif not EXPLAINED.search(line):
                self.fault("unexplained: " + line[:200])

    # --- the kinds ---

    def mixed(self):
        """Examples of commands, in all places."""
        self.commands, text = texts.mixed(self.random, self.random.randint(4, 12))
        self.ends(self.start([], text))
        self.check_error()

    def killed(self):
        """Something happens to a process of a scenario that is at work."""
        shell = self.start([], texts.blocked(self.random))
        wait_until(lambda: "ready" in self.output() or shell.poll() is not None, 60)
        time.sleep(self.random.random())
        for _ in range(self.random.randint(1, 3)):
            victims = [pid for pid in sorted(alive())]
            if not victims:
                break
            victim = self.random.choice(victims)
            how = self.random.choice(
                [signal.SIGKILL, signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGSTOP])
            try:
                os.kill(victim, how)
                self.figures["killed"] = self.figures.get("killed", 0) + 1
                if how == signal.SIGSTOP:
                    time.sleep(self.random.random())
                    os.kill(victim, self.random.choice([signal.SIGCONT, signal.SIGKILL]))
            except ProcessLookupError:
                pass
            time.sleep(0.3 * self.random.random())
        if shell.poll() is None:
            shell.terminate()
        self.ends(shell, 60)
        self.check_error()

    def limits(self):
        """Examples without enough of something."""
        self.commands, text = texts.mixed(self.random, self.random.randint(4, 10))
        which = self.random.choice(["nofile", "nofile", "fsize", "msgqueue", "memlock", "sigpending", "as", "tmp", "shm"])
        prefix = []
        amount = None
        if which in ("tmp", "shm"):
            amount = self.random.choice([64, 256, 1024])
            place = "/tmp/small" if which == "tmp" else "/dev/shm"
            os.makedirs(place, exist_ok=True)
            subprocess.run(["mount", "-t", "tmpfs", "-o", "size=%dk" % amount, "tmpfs", place], check=True)
            fill = "f = open '%s/fill', O_CREAT | O_RDWR; try { while (true) write f, 'x' * 10000 } catch (e) { println e.errno }\n"
            text = fill % place + text
        else:
            amount = {
                "nofile": self.random.randint(40, 400), "fsize": self.random.choice([0, 4096, 100_000]),
                "msgqueue": self.random.choice([0, 1000]), "memlock": 65536, "sigpending": self.random.choice([0, 2]),
                "as": self.random.randint(3_000, 6_000) << 20}[which]
            prefix = ["prlimit", "--%s=%d" % (which, amount)]
        self.figures["limit"] = "%s %d" % (which, amount)
        env = dict(os.environ)
        if which == "tmp":
            os.environ["TMPDIR"] = "/tmp/small"
        shell = self.start([], text, prefix)
        os.environ.clear()
        os.environ.update(env)
        self.ends(shell)
        if which == "as":
            # the Java virtual machine itself may have no room
            self.err.seek(0)
        else:
            self.check_error()

    def terminal(self):
        """A prompt whose terminal vanishes."""
        pid, master = pty.fork()
        if pid == 0:
            os.chdir("/tmp/work")
            os.environ["TERM"] = "xterm-256color"
            os.execv(self.program, [self.program, "-n", "soak"])
        self.commands, text = texts.mixed(self.random, self.random.randint(1, 4), roles=False)
        end = time.monotonic() + self.random.uniform(0.5, 12)
        lines = text.splitlines()
        seen = b""
        while time.monotonic() < end:
            if select.select([master], [], [], 0.1)[0]:
                try:
                    seen += os.read(master, 65536)
                except OSError:
                    break
            if lines and b"ipcsh" in seen and self.random.random() < 0.3:
                os.write(master, lines.pop(0).encode() + b"\r")
            elif self.random.random() < 0.02:
                os.write(master, self.random.choice([b"\x03", b"\x1b[A", b"\t", b"\x12"]))
        os.close(master)
        self.figures["typed"] = len(text.splitlines()) - len(lines)

        def ended():
            reap()
            return pid not in alive()

        if not wait_until(ended, 60):
            self.fault("the shell lives on without its terminal: " + command(pid))
            os.kill(pid, signal.SIGKILL)

    def clock(self):
        """Clocks that count from another time."""
        days = self.random.choice([1, 365, 20_000])
        self.figures["days"] = days
        self.commands, text = texts.mixed(self.random, self.random.randint(3, 8))
        text += "(tp, tq) = pipe()\nfails(ETIMEDOUT) { read tp, timeout: 200.ms }\nassert bg { 1 }.get(20.s) == 1\n"
        seconds = str(days * 86400)
        prefix = ["unshare", "--time", "--monotonic", seconds, "--boottime", seconds, "--fork", "--kill-child"]
        self.ends(self.start([], text, prefix))
        self.check_error()

    def roles(self):
        """Many roles, one after the other."""
        maker, count = self.random.choice([("shell(\"r$n\")", 20), ("fork()", 200)])
        count = int(os.environ.get("SOAK_ROLES", count))
        shell = self.start([], texts.one_after_the_other(count, maker))
        self.ends(shell, 600)
        self.check_error()
        if shell.returncode != 0:
            self.fault("status %d: %s" % (shell.returncode, self.error[:300]))
        self.figures["roles"] = "%d x %s" % (count, maker)
        self.flat(0, 0, 20_000)

    def session(self):
        """A long session."""
        self.commands, text = texts.long_session(self.random, 120)
        self.ends(self.start([], text), 600)
        self.check_error()
        # threads that the shell keeps appear with the first use
        self.flat(40, 30, 40_000)

    def flat(self, descriptors, threads, kilobytes):
        """The figures that a shell has printed must not have grown by more than this."""
        found = [json.loads(text) for text in re.findall(r"figures .*?(\[\d+, \d+, \d+\])", self.output())]
        if len(found) < 2:
            self.fault("the shell printed no figures")
            return
        first, last = found[0], found[-1]
        self.figures["descriptors, threads, KB"] = [first, last]
        for name, before, after, most in zip(
                ("descriptors", "threads", "kilobytes of heap"), first, last, (descriptors, threads, kilobytes)):
            if after > before + most:
                self.fault("%s: %d at first, %d at last" % (name, before, after))

    # --- what is left ---

    def check_left(self):
        def gone():
            reap()
            return not alive()

        if not wait_until(gone, SETTLE):
            for pid in alive():
                self.fault("process %d lives on: %s" % (pid, command(pid)))
                os.kill(pid, signal.SIGKILL)
            wait_until(gone, 5)
        # what a shell that was killed could not remove, the next one does: at its start, and when it lists the shells
        again = subprocess.run(
            [self.program, "-e", "shells; eventually { !new File('/tmp').list().any { it ==~ /ipcsh-\\d+-.*/ && it != scratch().split('/')[2] } }; 42"],
            stdin=subprocess.DEVNULL, capture_output=True, text=True, cwd="/tmp/work", check=False)
        if again.returncode != 0 or not again.stdout.endswith("42\n") or again.stderr:
            self.fault("the next shell: status %d, %r" % (again.returncode, (again.stdout + again.stderr)[:300]))
        wait_until(gone, SETTLE)
        for directory in ("/tmp", "/dev/shm"):
            for name in sorted(os.listdir(directory)):
                if re.match(r"\.?ipcsh-\d+-|sem\.ipcsh|hsperfdata_", name) and not name.startswith("hsperf"):
                    self.fault("name left: %s/%s" % (directory, name))
        run = "/tmp/run/ipcsh"
        for name in os.listdir(run) if os.path.isdir(run) else []:
            if name == ".lock":
                continue
            self.fault("control socket left: " + name)

    def run(self):
        os.makedirs("/tmp/work")
        os.makedirs("/tmp/run", mode=0o700)
        begun = time.monotonic()
        try:
            getattr(self, self.kind)()
            self.check_left()
        except Exception as e:  # a fault of this program is one as well
            self.fault("soak: %r" % e)
        return {
            "kind": self.kind, "seconds": round(time.monotonic() - begun, 1), "faults": self.faults,
            "figures": self.figures, "commands": len(self.commands), "names": self.commands,
            "error": self.error[:8000] if self.faults else "",
        }


if __name__ == "__main__":
    print(json.dumps(Round(*sys.argv[1:4]).run()), flush=True)
