"""What the shells of a soak run are given: examples of all commands, in all places, by chance."""

import os
import re

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.realpath(__file__))))
REFERENCE = os.path.join(ROOT, "shell", "docs", "reference.md")

# they wait for a key or for long, for any child of the session, or show pages on the terminal
LEFT_OUT = {"watch", "man", "attach", "lesson", "record", "pause", "exit", "quit", "wait"}

# what a role does while it is killed
BLOCKING = [
    "(p, q) = pipe(); read p",
    "(p, q) = socketpair(); recv p",
    "l = socket(); bind l; listen l; accept l",
    "m = mmap(4096); s = sem_init(m, 0, 1, 0); sem_wait s",
    "m = mmap(4096); k = pthread_mutex_init(m, 0); pthread_mutex_lock k; sleep 60.s",
    "q = mq_open(\"/soak.${getpid()}\", O_CREAT | O_RDWR); mq_receive q",
    "q = msgget(); msgrcv q",
    "(p, q) = pipe(); while (true) { write q, 'x' * 5000 }",
    "while (true) { f = open '/tmp/soak-file', O_CREAT | O_RDWR; write f, 'x'; close f }",
    "poll([socket()], POLLIN, timeout: 60.s)",
    "sleep 60.s",
    "while (true) { getpid() }",
    "x = []; 60.times { x << memfd_create('m') }; sleep 60.s",
    "spawn('sleep', '60').wait()",
    "f = open '/tmp/soak-lock', O_CREAT | O_RDWR; flock f, LOCK_EX; sleep 60.s",
]


def examples():
    """The examples of each command, by its name."""
    found = {}
    name = None
    with open(REFERENCE, encoding="utf-8") as reference:
        text = reference.read()
    for part in re.split(r"^### ", text, flags=re.M)[1:]:
        name = part.split("\n", 1)[0].strip()
        code = re.search(r"```groovy\n(.*?)```", part, re.S)
        if code and name not in LEFT_OUT:
            lines = [re.sub(r"\s*//=>.*", "", line) for line in code.group(1).splitlines()]
            found[name] = "\n".join(lines)
    return found


def indented(text):
    return "\n".join("    " + line for line in text.splitlines())


def placed(random, text, number, roles=True):
    """A text where a user might have it: at the top, in a thread, a child, another shell, a job."""
    places = ["top", "top", "thread", "fork", "bg"] + (["shell"] if roles else [])
    place = random.choice(places)
    if place == "top":
        return text
    if place == "bg":
        return "bg {\n%s\n}.get(30.s)" % indented(text)
    maker = "fork()" if place == "fork" else "%s('r%d')" % (place, number)
    return "r%d = %s\nr%d {\n%s\n}" % (number, maker, number, indented(text))


def mixed(random, count, roles=True):
    """Examples of some commands, in any places and order; the names of the commands, and the text."""
    all_ = examples()
    names = [random.choice(sorted(all_)) for _ in range(count)]
    return names, "\n".join(placed(random, all_[name], i, roles) for i, name in enumerate(names)) + "\n"


def blocked(random):
    """Roles, children and threads that are blocked or busy while something happens to them."""
    lines = []
    for i in range(random.randint(1, 4)):
        maker = random.choice(["fork()", "fork()", "shell('r%d')" % i, "thread('r%d')" % i])
        lines.append("r%d = %s" % (i, maker))
        lines.append("j%d = r%d.start {\n%s\n}" % (i, i, indented(random.choice(BLOCKING))))
    lines.append("println 'ready'")
    lines.append(random.choice(["j0.get(60.s)", "sleep 60.s", random.choice(BLOCKING), "why", "draw(all: true)"]))
    return "\n".join(lines) + "\n"


def one_after_the_other(count, maker):
    """Many roles, of which each ends before the next one begins; and what they have cost."""
    return """
figures = { ->
    System.gc()
    [new File('/proc/self/fd').list().size(), new File('/proc/self/task').list().size(),
     (Runtime.runtime.totalMemory() - Runtime.runtime.freeMemory()) >> 10]
}
one = { n ->
    r = %s
    assert r { getpid() } > 1
    def pid = r.pid
    r { exit 0 }
    // until then its status is kept, with a pidfd
    assert waitpid(pid).exit == 0
}
one 0
println "figures before ${figures()}"
for (n in 1..%d) { one n }
println "figures after ${figures()}"
""" % (maker, count)


def long_session(random, count):
    """Entries for one session, with its figures now and then."""
    lines = ["begun = fds()*.number as Set"]
    all_ = examples()
    names = []
    for i in range(count):
        name = random.choice(sorted(all_))
        names.append(name)
        lines.append(placed(random, all_[name], i, random.random() < 0.1))
        # what a role costs is gone when it ends
        lines.append("if (binding.hasVariable('r%d') && r%d.class.simpleName in ['Child', 'RoleShell']) r%d { exit 0 }" % (i, i, i))
        if i % 20 == 19:
            lines.append("jobs.each { it.cancel() }")
            lines.append("shells.findAll { false }")
            lines.append("fds().findAll { it.number > 2 }.each { f -> try { close f } catch (e) { } }")
            lines.append("trace off")
            lines.append("System.gc()")
            lines.append(
                "println \"figures %d [${new File('/proc/self/fd').list().size()}, "
                "${new File('/proc/self/task').list().size()}, "
                "${(Runtime.runtime.totalMemory() - Runtime.runtime.freeMemory()) >> 10}]\"" % i)
    return names, "\n".join(lines) + "\n"
