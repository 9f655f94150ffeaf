package ipcsh.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The difference of two texts. */
class DifferenceTest {
  private static Difference between(List<String> expected, List<String> found) {
    return new Difference(expected, found, (e, f) -> expected.get(e).equals(found.get(f)));
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
    Difference difference = between(expected, found);
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
}
