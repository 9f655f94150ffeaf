package ipcsh.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.language.saving.SavedEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Merging of the entries of several shells in the order in which they occurred. */
class JournalMergeTest {
  private static SavedEntry piece(String text, long begin, long end, String... after) {
    return new SavedEntry(List.of(), text, List.of(after), begin, end, false);
  }

  @Test
  void aBlockedEntryIsStartedAndAwaitedWhereItEnded() {
    Map<String, List<SavedEntry>> shells = new LinkedHashMap<>();
    shells.put(
        "A",
        List.of(
            piece("bind s, 'x'", 10, 11),
            piece("m = recv s, 3", 20, 41, "assert m.text == 'ABC'"),
            piece("close s", 60, 61)));
    shells.put("B", List.of(piece("c = socket()", 30, 31), piece("sendto c, 'ABC', 'x'", 40, 42)));
    assertThat(JournalMerge.of(null, shells).lines().skip(2))
        .containsExactly(
            "A = shell 'A'",
            "B = shell 'B'",
            "",
            "A {",
            "    bind s, 'x'",
            "}",
            "A_waits = A.start { m = recv s, 3 }",
            "B {",
            "    c = socket()",
            "    sendto c, 'ABC', 'x'",
            "}",
            "A_waits.get()",
            "A {",
            "    assert m.text == 'ABC'",
            "    close s",
            "}");
  }

  @Test
  void aNameThatIsNoneOfTheLanguageBecomesOne() {
    Map<String, List<SavedEntry>> shells = Map.of("my-shell", List.of(piece("fork()", 1, 2)));
    assertThat(JournalMerge.of("T", shells)).contains("title 'T'", "my_shell = shell 'my-shell'");
  }

  private static List<String> body(Map<String, List<SavedEntry>> shells) {
    return JournalMerge.of(null, shells).lines().skip(2).toList();
  }

  @Test
  void rolesOfNamesThatAreTaken() {
    Map<String, List<SavedEntry>> shells = new LinkedHashMap<>();
    shells.put("a-b", List.of(piece("x = 1", 1, 2)));
    shells.put("a_b", List.of(piece("x = 2", 3, 4)));
    shells.put("shell", List.of(piece("x = 3", 5, 6)));
    shells.put("1", List.of(piece("x = 4", 7, 8)));
    assertThat(body(shells).subList(0, 4))
        .containsExactly(
            "a_b = shell 'a-b'",
            "a_b_2 = shell 'a_b'",
            "shell_ = shell 'shell'",
            "shell_1 = shell '1'");
  }

  @Test
  void aNameWithQuotesAndATitleWithMore() {
    Map<String, List<SavedEntry>> shells = Map.of("it's \\", List.of(piece("x = 1", 1, 2)));
    assertThat(JournalMerge.of("it's\n", shells))
        .contains("title 'it\\'s\\n'", "it_s__ = shell 'it\\'s \\\\'");
  }

  @Test
  void severalJournalsAreOneInTheOrderOfTheirBeginnings() {
    Map<String, List<SavedEntry>> shells = new LinkedHashMap<>();
    shells.put("A", List.of(piece("a1", 1, 2), piece("a2", 7, 8)));
    shells.put("B", List.of(piece("b1", 3, 4), piece("b2", 9, 10)));
    shells.put("C", List.of(piece("c1", 5, 6, "assert c1")));
    assertThat(body(shells).subList(4, 19))
        .containsExactly(
            "A {",
            "    a1",
            "}",
            "B {",
            "    b1",
            "}",
            "C {",
            "    c1",
            "    assert c1",
            "}",
            "A {",
            "    a2",
            "}",
            "B {",
            "    b2");
  }

  @Test
  void whatNeverEndedIsStartedAndNotAwaited() {
    Map<String, List<SavedEntry>> shells = new LinkedHashMap<>();
    shells.put("A", List.of(piece("recv s", 1, 0)));
    shells.put("B", List.of(piece("b1", 3, 4)));
    assertThat(body(shells).subList(3, 7))
        .containsExactly("A_waits = A.start { recv s }", "B {", "    b1", "}")
        .noneMatch(line -> line.contains("get()"));
  }

  @Test
  void whatTheyWaitForHasItsOwnNames() {
    Map<String, List<SavedEntry>> shells = new LinkedHashMap<>();
    shells.put("A", List.of(piece("recv s", 1, 4), piece("recv s // again", 5, 9)));
    shells.put("A_waits", List.of(piece("b1", 2, 3), piece("b2", 6, 7)));
    assertThat(body(shells))
        .containsSubsequence(
            "A_waits = shell 'A_waits'",
            "A_waits_2 = A.start { recv s }",
            "A_waits_2.get()",
            "A_waits_3 = A.start {",
            "    recv s // again",
            "}",
            "A_waits_3.get()");
  }

  @Test
  void theLinesOfATextInThreeQuotesAreLeftAsTheyAre() {
    SavedEntry text = piece("x = \'\'\'a\n b\'\'\'", 1, 2);
    SavedEntry block = piece("if (x) {\n  y\n}", 3, 4);
    assertThat(body(Map.of("A", List.of(text, block))).subList(2, 9))
        .containsExactly("A {", "x = \'\'\'a", " b\'\'\'", "    if (x) {", "      y", "    }", "}");
  }
}
