package ipcsh.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.language.saving.SavedEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The entries of several shells in the order in which they happened. */
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
}
