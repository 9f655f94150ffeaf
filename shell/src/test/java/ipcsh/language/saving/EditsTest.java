package ipcsh.language.saving;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Edits at positions in the original text. */
class EditsTest {
  private Edits edits;

  @BeforeEach
  void none() {
    edits = new Edits();
  }

  @Test
  void withoutChangesTheTextIsAsItWas() {
    assertThat(edits.apply("abc")).isEqualTo("abc");
    assertThat(edits.apply("")).isEmpty();
  }

  @Test
  void placesAreThoseOfTheTextAsItWas() {
    edits.replace(4, 5, "FIVE");
    edits.replace(0, 1, "one");
    edits.insert(3, "-");
    assertThat(edits.apply("1 345")).isEqualTo("one 3-4FIVE");
  }

  @Test
  void atTheVeryBeginningAndTheVeryEnd() {
    edits.insert(3, ")");
    edits.insert(0, "(");
    assertThat(edits.apply("abc")).isEqualTo("(abc)");
  }

  @Test
  void thoseOfOnePlaceAreInTheOrderInWhichTheyWereMade() {
    edits.insert(1, "x");
    edits.insert(1, "y");
    edits.replace(1, 2, "z");
    assertThat(edits.apply("abc")).isEqualTo("axyzc");
  }

  @Test
  void whatIsInsertedStandsBeforeWhatIsReplaced() {
    edits.replace(0, 1, "name");
    edits.insert(0, "assert (");
    edits.insert(1, ")");
    assertThat(edits.apply("_ + 1")).isEqualTo("assert (name) + 1");
  }

  @Test
  void whatLiesInsideOfWhatWasReplacedIsRemoved() {
    edits.replace(2, 3, "X");
    edits.replace(0, 4, "new");
    edits.insert(4, "!");
    assertThat(edits.apply("abcde")).isEqualTo("new!e");
  }

  @Test
  void removesToTheEnd() {
    edits.replace(1, 3, "");
    assertThat(edits.apply("abc")).isEqualTo("a");
  }

  @Test
  void mayBeAppliedTwice() {
    edits.replace(0, 1, "x");
    assertThat(edits.apply("ab")).isEqualTo("xb");
    assertThat(edits.apply("ab")).isEqualTo("xb");
  }
}
