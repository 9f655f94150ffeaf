"""The machine and what is installed on it: JDKs, the peers, and the figures that the others depend on."""

import glob
import os
import platform
import re
import shutil
import subprocess
import sys

QUIET = 0.5  # a load average above it makes figures noisy


class Jdk:
    def __init__(self, home, version):
        self.home = home
        self.version = version
        self.feature = int(re.match(r"\d+", version).group())

    def tool(self, name):
        path = os.path.join(self.home, "bin", name)
        return path if os.access(path, os.X_OK) else None


def jdks(feature=None):
    """The JDKs of 17 and newer, one for each feature version, oldest first."""
    found = {}
    homes = [os.environ.get("JAVA_HOME", "")]
    homes += sorted(os.path.dirname(path) for path in glob.glob("/usr/lib/jvm/*/release"))
    for home in filter(None, homes):
        version = jdk_version(home)
        if version:
            jdk = Jdk(os.path.realpath(home), version)
            if jdk.feature >= 17 and jdk.tool("java"):
                found.setdefault(jdk.feature, jdk)
    return [found[key] for key in sorted(found) if feature in (None, key)]


def jdk_version(home):
    try:
        with open(os.path.join(home, "release"), encoding="utf-8") as release:
            match = re.search(r'^JAVA_VERSION="(.*)"', release.read(), re.MULTILINE)
    except OSError:
        return None
    return match.group(1) if match else None


def find_beside_python(name):
    """
    The program itself, of those that come with a Python. A version manager's stand-in, a shell script that looks it up at each start, would make the peer
    look slow, so the one beside this Python goes first.
    """
    beside = os.path.join(os.path.dirname(os.path.realpath(sys.executable)), name)
    return beside if os.access(beside, os.X_OK) else shutil.which(name)


def load():
    return os.getloadavg()[0]


def context(java, tools):
    """What the figures depend on, by name. `java` are the JDKs measured, `tools` the peers' paths."""
    facts = {"kernel": platform.release(), "processor": processor(), "processors": str(os.cpu_count())}
    for jdk in java:
        facts["Java %d" % jdk.feature] = jdk.version
    for name, path in tools.items():
        facts[name] = version(path) if path else "not found"
    facts["IPCSH_JAVA_OPTS"] = os.environ.get("IPCSH_JAVA_OPTS", "none")
    facts["load average"] = "%.2f" % load()
    return facts


def processor():
    with open("/proc/cpuinfo", encoding="utf-8") as info:
        match = re.search(r"^(?:model name|Model)\s*:\s*(.*)$", info.read(), re.MULTILINE)
    return match.group(1) if match else platform.machine()


def version(path):
    done = subprocess.run([path, "--version"], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    lines = (done.stdout or done.stderr).splitlines()
    return lines[0].strip() if lines else "no version told"
