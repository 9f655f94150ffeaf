"""A program on a terminal: what a person sees of it, and when."""

import fcntl
import os
import pty
import re
import select
import struct
import termios
import time

import programs

ROWS, COLUMNS = 24, 80
LONGEST_QUERY = 32

ESCAPE = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor movements, modes
    r"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"  # OSC: titles, colours
    r"|\x1b[PX^_].*?\x1b\\"  # DCS and the like
    r"|\x1b[ -/]*[0-~]"
    r"|[\x00-\x08\x0b-\x1f\x7f]",
    re.DOTALL,
)

# What programs ask a terminal, and what a plain one answers.
ANSWERS = [
    (re.compile(rb"\x1b\[\??6n"), b"\x1b[1;1R"),
    (re.compile(rb"\x1b\[5n"), b"\x1b[0n"),
    (re.compile(rb"\x1b\[0?c"), b"\x1b[?6c"),
    (re.compile(rb"\x1b\[>0?c"), b"\x1b[>0;0;0c"),
    (re.compile(rb"\x1b\]10;\?(?:\x07|\x1b\\)"), b"\x1b]10;rgb:ffff/ffff/ffff\x1b\\"),
    (re.compile(rb"\x1b\]11;\?(?:\x07|\x1b\\)"), b"\x1b]11;rgb:0000/0000/0000\x1b\\"),
]


class Silence(Exception):
    """What was waited for did not come."""


class Terminal:
    def __init__(self, command, environment, folder):
        self.raw = b""
        self.mark = 0
        self.answered = 0
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            try:
                fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
                os.chdir(folder)
                os.execve(command[0], command, environment)
            finally:
                os._exit(127)
        programs.started(self.pid)

    def await_text(self, pattern, timeout):
        """Waits until what was written since the last send matches; gives the time when it did."""
        deadline = time.perf_counter() + timeout
        while not re.search(pattern, self.text()):
            left = deadline - time.perf_counter()
            if left <= 0 or not self._read(left):
                raise Silence("%r did not come; there was %r" % (pattern, self.text()[-300:]))
        return time.perf_counter()

    def settle(self, first=0.03, quiet=0.03, timeout=5):
        """Waits until something was written, if it comes in time, and then nothing more for some time."""
        deadline = time.perf_counter() + timeout
        if not self._read(first):
            return
        while self._read(quiet) and time.perf_counter() < deadline:
            pass

    def drain(self, seconds):
        """Reads what is written for so long."""
        deadline = time.perf_counter() + seconds
        while (left := deadline - time.perf_counter()) > 0:
            self._read(left)

    def send(self, text):
        self.mark = len(self.raw)
        os.write(self.fd, text.encode())

    def text(self):
        """What was written since the last send, without escape sequences."""
        return ESCAPE.sub("", self.raw[self.mark :].decode("utf-8", "replace"))

    def _read(self, timeout):
        """Reads what there is, or comes within the time; false where nothing did."""
        if not select.select([self.fd], [], [], timeout)[0]:
            return False
        try:
            data = os.read(self.fd, 65536)
        except OSError:  # EIO: nobody has the other side open any more
            data = b""
        self.raw += data
        self._answer()
        return data != b""

    def _answer(self):
        queries = []
        for query, answer in ANSWERS:
            queries += [(match.end(), answer) for match in query.finditer(self.raw, self.answered)]
        for _, answer in sorted(queries):
            os.write(self.fd, answer)
        ends = [end for end, _ in queries]
        self.answered = max([self.answered, len(self.raw) - LONGEST_QUERY] + ends)

    def close(self):
        """Says end of file, waits a moment, ends what is left."""
        try:
            os.write(self.fd, b"\x04")
            while self._read(1):
                pass
        except OSError:
            pass
        programs.end(self.pid)
        os.close(self.fd)
        os.waitpid(self.pid, 0)
