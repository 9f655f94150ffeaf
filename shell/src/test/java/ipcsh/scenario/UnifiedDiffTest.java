package ipcsh.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The differences between two texts. */
class UnifiedDiffTest {
  private static UnifiedDiff between(List<String> expected, List<String> found) {
    return new UnifiedDiff(expected, found, (e, f) -> expected.get(e).equals(found.get(f)));
  }

  @Test
  void equalTextsHaveNone() {
    assertThat(between(List.of("a", "b"), List.of("a", "b")).count()).isZero();
    assertThat(between(List.of("a"), List.of("a")).shown(false)).isEmpty();
  }

  @Test
  void aChangedLineIsShownWithAFewAroundIt() {
    List<String> expected = List.of("1", "2", "3", "4", "5", "6", "7", "8", "9");
    List<String> found = List.of("1", "2", "3", "4", "x", "6", "7", "8", "9");
    UnifiedDiff difference = between(expected, found);
    assertThat(difference.count()).isEqualTo(2);
    assertThat(difference.shown(false))
        .containsExactly("@@ line 2 @@", " 2", " 3", " 4", "-5", "+x", " 6", " 7", " 8");
  }

  @Test
  void placesFarApartAreShownApart() {
    List<String> expected = List.of("a", "2", "3", "4", "5", "6", "7", "8", "9", "b");
    List<String> found = List.of("2", "3", "4", "5", "6", "7", "8", "9", "b", "c");
    assertThat(between(expected, found).shown(false))
        .containsExactly(
            "@@ line 1 @@", "-a", " 2", " 3", " 4", "@@ line 8 @@", " 8", " 9", " b", "+c");
  }

  @Test
  void coloursAreThoseOfDiff() {
    assertThat(between(List.of("a"), List.of("b")).shown(true))
        .contains("\u001b[31m-a\u001b[0m", "\u001b[32m+b\u001b[0m");
  }

  /** A file of another user does not control the terminal; the colours around it still work. */
  @Test
  void whatIsShownIsEscaped() {
    UnifiedDiff difference = between(List.of("a\u001b]0;x\u0007"), List.of("b"));
    String shown = "-a\\u001b]0;x\\u0007";
    assertThat(difference.shown(true)).contains("\u001b[31m" + shown + "\u001b[0m");
    assertThat(difference.shown(false)).contains(shown);
  }

  @Test
  void whatHasNearlyNothingInCommonIsBounded() {
    List<String> expected = new ArrayList<>(Collections.nCopies(500_000, "x"));
    expected.set(0, "begins");
    expected.add("ends");
    List<String> found = new ArrayList<>(Collections.nCopies(100, "y"));
    found.set(0, "begins");
    found.add("ends");
    UnifiedDiff difference = between(expected, found);
    assertThat(difference.count()).isEqualTo(499_999 + 99);
    assertThat(difference.shown(false))
        .hasSize(1001)
        .startsWith("@@ line 1 @@", " begins", "-x")
        .endsWith("... 500098 lines differ");
  }
}
