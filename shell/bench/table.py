"""Rows of figures: medians, ratios and goals."""

import statistics
from dataclasses import dataclass, field

UNITS = {"ms": 1e-3, "us": 1e-6, "ns": 1e-9, "MB": 1e6, "%": 1e-2}

# A median above the baseline by more than this factor is slower: medians of one build differ by that much from run to run.
SLOWER = 1.15


@dataclass
class Goal:
    """At most (or below) so many times a peer, or an amount in the row's unit where there is no peer."""

    limit: float
    peer: str = None
    strictly: bool = False

    def text(self, unit):
        sign = "<" if self.strictly else "<="
        if self.peer is None:
            return "%s %g %s" % (sign, self.limit, unit)
        return "%s %g x %s" % (sign, self.limit, self.peer)


@dataclass
class Row:
    """One figure of ours on one JDK beside the peers': samples by program, in seconds or bytes."""

    name: str
    java: int
    unit: str
    samples: dict
    goals: list = field(default_factory=list)

    def median(self, program):
        samples = self.samples.get(program)
        return statistics.median(samples) / UNITS[self.unit] if samples else None

    def ratio(self, peer):
        ours, theirs = self.median("ipcsh"), self.median(peer)
        return ours / theirs if ours is not None and theirs else None

    def met(self):
        """Whether each goal is met; None where that cannot be told."""
        verdicts = []
        for goal in self.goals:
            value = self.median("ipcsh") if goal.peer is None else self.ratio(goal.peer)
            if value is None:
                return None
            verdicts.append(value < goal.limit if goal.strictly else value <= goal.limit)
        return all(verdicts)

    def slower_than(self, baseline):
        """The ratio to the median of an earlier run; None if there is none."""
        before = baseline.get((self.name, self.java))
        ours = self.median("ipcsh")
        return ours / before if ours is not None and before else None

    def as_json(self):
        programs = {
            program: {"median": self.median(program), "samples": [value / UNITS[self.unit] for value in samples]}
            for program, samples in self.samples.items()
            if samples
        }
        return {
            "name": self.name,
            "java": self.java,
            "unit": self.unit,
            "programs": programs,
            "ratios": {goal.peer: self.ratio(goal.peer) for goal in self.goals if goal.peer},
            "goals": [goal.text(self.unit) for goal in self.goals],
            "met": self.met(),
        }


def medians(stored):
    """The medians of a run that was stored as JSON, by row and Java version."""
    return {
        (row["name"], row["java"]): row["programs"]["ipcsh"]["median"]
        for row in stored["rows"]
        if "ipcsh" in row["programs"]
    }


def compared(row, baseline):
    ratio = row.slower_than(baseline)
    if ratio is None:
        return "-"
    return "%.2f%s" % (ratio, " SLOWER" if ratio > SLOWER else "")


def summary(rows, baseline=None):
    """The numbers of goals met and missed, and which rows missed theirs or became slower."""
    judged = [row for row in rows if row.goals]
    missed = [row for row in judged if row.met() is False]
    unknown = [row for row in judged if row.met() is None]
    lines = ["%d of %d goals met, %d missed, %d not to be told" % (
        len(judged) - len(missed) - len(unknown), len(judged), len(missed), len(unknown)
    )]
    lines += ["missed: %s on Java %d" % (row.name, row.java) for row in missed]
    slower = [row for row in rows if (row.slower_than(baseline or {}) or 0) > SLOWER]
    lines += ["slower than the baseline: %s on Java %d, %.2f" % (row.name, row.java, row.slower_than(baseline)) for row in slower]
    return "\n".join(lines)


def table(rows, peers, baseline=None):
    """
    The rows as text; a peer without a figure in any row gets no column. `baseline` are the medians of an earlier run, which get a
    column with the ratio to them.
    """
    peers = [peer for peer in peers if any(row.median(peer) is not None for row in rows)]
    last = ["baseline"] if baseline else []
    lines = [["", "Java", "ipcsh"] + peers + ["ratio", "goal", "met"] + last]
    for row in rows:
        named = [goal.peer for goal in row.goals if goal.peer]
        if "against" in peers and "against" not in named:
            named.append("against")
        ratios = [(peer, row.ratio(peer)) for peer in named]
        lines.append(
            [row.name, str(row.java), amount(row.median("ipcsh"), row.unit, "n/a")]
            + [amount(row.median(peer), row.unit, "-") for peer in peers]
            + [", ".join("%.2f x %s" % (ratio, peer) for peer, ratio in ratios if ratio is not None) or "-"]
            + [", ".join(goal.text(row.unit) for goal in row.goals) or "-"]
            + [{True: "yes", False: "NO", None: "n/a"}[row.met()] if row.goals else "-"]
            + ([compared(row, baseline)] if baseline else [])
        )
    widths = [max(len(line[i]) for line in lines) for i in range(len(lines[0]))]
    right = range(1, 3 + len(peers))
    return "\n".join(
        "  ".join(cell.rjust(widths[i]) if i in right else cell.ljust(widths[i]) for i, cell in enumerate(line)).rstrip()
        for line in lines
    )


def amount(value, unit, nothing):
    if value is None:
        return nothing
    digits = 2 if value < 10 and unit == "ns" else 1 if value < 100 and unit != "ns" else 0
    return "%.*f %s" % (digits, value, unit)
