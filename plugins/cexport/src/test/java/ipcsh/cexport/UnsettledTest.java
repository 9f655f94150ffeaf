package ipcsh.cexport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ipcsh.command.UnsupportedInC;
import ipcsh.kit.BuiltIn;
import org.junit.jupiter.api.Test;

/** What cannot be inferred after the maximum number of passes is refused instead of guessed. */
class UnsettledTest {
  private static final String SHARED =
      """
      a = shell 'a'
      word = 'x'
      a { word2 = 'y' }
      println a.word2
      """;

  private static final String ASKING =
      """
      p = bg { 1 }
      println p.get()
      """;

  private static String program(String text, int readings, int askings) {
    return CProgram.of(BuiltIn.COMMANDS::find, "x.groovy", text, readings, askings);
  }

  @Test
  void whatIsStillLearnedIsNamedWithItsLine() {
    assertThatThrownBy(() -> program(SHARED, 1, 9))
        .isInstanceOf(UnsupportedInC.class)
        .hasMessageMatching("(word2?|a): its C type depends on itself; .*")
        .extracting(e -> ((UnsupportedInC) e).line())
        .matches(line -> (int) line >= 1 && (int) line <= 3);
    assertThat(program(SHARED, 20, 9)).contains("int main(void)");
  }

  @Test
  void whoAsksAgainAndAgainIsRefusedWithItsLine() {
    assertThatThrownBy(() -> program(ASKING, 20, 0))
        .isInstanceOf(UnsupportedInC.class)
        .hasMessageContaining("depends on itself")
        .extracting(e -> ((UnsupportedInC) e).line())
        .isEqualTo(2);
    assertThat(program(ASKING, 20, 9)).contains("await_job(");
  }
}
