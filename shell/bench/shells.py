"""The shells that are compared, and how each is driven."""

import os
from dataclasses import dataclass
from typing import Callable


@dataclass
class Shell:
    name: str
    java: int  # the feature version of the JDK it runs on, or None
    interactive: list  # its command line on a terminal
    prompt: str  # as a regular expression
    environment: dict
    once: Callable = None  # from a file with the one line of jshell to the command line of its shortest run
    bind: str = None  # a statement that binds s to the name %s
    getsockname: str = None  # an expression, the name of s

    @property
    def key(self):
        return (self.name,) if self.java is None else (self.name, self.java)


def ours(launcher, jdk, environment, name="ipcsh"):
    return Shell(
        name,
        jdk.feature,
        [launcher],
        r"[A-Z]\d*> ?",  # a short name, the first that nobody has
        dict(environment, JAVA_HOME=jdk.home),
        once=lambda source: [launcher, "-e", "1"],
        bind="s = socket(AF_UNIX, SOCK_DGRAM); bind s, '%s'",
        getsockname="getsockname(s)",
    )


def ipython(path, environment):
    return Shell(
        "ipython3",
        None,
        [path, "--no-confirm-exit"],
        r"In \[\d+\]:",
        environment,
        once=lambda source: [path, "-c", "1"],
        bind="import socket; s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM); s.bind('%s')",
        getsockname="s.getsockname()",
    )


def jshell(jdk, environment):
    # its history goes to the preferences: not to those of whoever runs this
    preferences = "-J-Djava.util.prefs.userRoot=" + environment["HOME"]
    command = [jdk.tool("jshell"), preferences]
    return Shell(
        "jshell",
        jdk.feature,
        command,
        r"jshell>",
        environment,
        once=lambda source: command + [source],
    )


def python(path, environment):
    return Shell(
        "python3",
        None,
        [path],
        r">>>",
        environment,
        bind="import socket; s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM); s.bind('%s')",
        getsockname="s.getsockname()",
    )


def environment(folder):
    """
    That of the caller, but with settings and histories in a folder of the benchmark, and with a terminal that all know.
    Python keeps its compiled modules, as it does unless told otherwise: its caches are warm as ours are.
    """
    mine = {key: value for key, value in os.environ.items() if key not in UNWANTED}
    mine["XDG_CACHE_HOME"] = os.environ.get("XDG_CACHE_HOME", os.path.expanduser("~/.cache"))
    mine["TERM"] = "xterm-256color"
    for key, name in PRIVATE.items():
        mine[key] = os.path.join(folder, name)
        os.makedirs(mine[key], mode=0o700, exist_ok=True)
    return mine


UNWANTED = {"PYTHONDONTWRITEBYTECODE", "PYTHONSTARTUP", "NO_COLOR", "COLUMNS", "LINES", "JAVA_HOME"}
PRIVATE = {
    "HOME": "home",
    "IPYTHONDIR": "ipython",
    "PYTHONPYCACHEPREFIX": "pycache",
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_STATE_HOME": "state",
    "XDG_RUNTIME_DIR": "runtime",
}
