"""The table of figures without measuring anything: goals, ratios, the baseline. Run by the tests of the shell."""

import unittest

from table import Goal, Row, medians, summary, table

PEERS = ["against", "C"]


def row(name, seconds, goals, java=17, **others):
    return Row(name, java, "ms", {"ipcsh": [seconds], **{peer: [value] for peer, value in others.items()}}, goals)


class TableTest(unittest.TestCase):
    def test_goal_is_met_or_not_and_says_so(self):
        lines = table([row("fast", 0.010, [Goal(0.5, "C")], C=0.030), row("slow", 0.020, [Goal(5)])], PEERS).splitlines()
        self.assertRegex(lines[1], r"^fast .*0\.33 x C +<= 0\.5 x C +yes$")
        self.assertRegex(lines[2], r"^slow .*<= 5 ms +NO$")

    def test_goal_without_its_peer_is_not_to_be_told(self):
        rows = [row("alone", 0.010, [Goal(0.4, "against")])]
        self.assertRegex(table(rows, PEERS).splitlines()[1], r"n/a$")
        self.assertEqual(summary(rows), "0 of 1 goals met, 0 missed, 1 not to be told")

    def test_other_launcher_is_a_column_with_a_ratio(self):
        lines = table([row("here", 0.010, [], against=0.020)], PEERS).splitlines()
        self.assertIn("against", lines[0])
        self.assertRegex(lines[1], r"10\.0 ms +20\.0 ms +0\.50 x against")

    def test_baseline_marks_what_got_slower(self):
        before = medians({"rows": [row("a", 0.010, []).as_json(), row("b", 0.010, []).as_json()]})
        rows = [row("a", 0.020, []), row("b", 0.0101, []), row("a", 0.020, [], java=25)]
        lines = table(rows, PEERS, before).splitlines()
        self.assertRegex(lines[0], r"baseline$")
        self.assertRegex(lines[1], r"2\.00 SLOWER$")
        self.assertRegex(lines[2], r"1\.01$")
        self.assertRegex(lines[3], r"-$")
        self.assertIn("slower than the baseline: a on Java 17, 2.00", summary(rows, before))

    def test_missed_goals_are_listed(self):
        self.assertIn("missed: slow on Java 17", summary([row("slow", 0.020, [Goal(5)])]))


if __name__ == "__main__":
    unittest.main()
