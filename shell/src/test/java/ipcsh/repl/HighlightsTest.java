package ipcsh.repl;

import static org.assertj.core.api.Assertions.assertThat;

import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HighlightsTest {
  private static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;

  private final Sessions sessions = new Sessions();
  private final Highlights highlights = new Highlights(sessions.known(), () -> true);

  @AfterEach
  void close() {
    sessions.close();
  }

  private AttributedStyle style(String text, String word) {
    return highlights.highlight(text, -1).styleAt(text.indexOf(word));
  }

  @Test
  void eachKindOfWordHasItsOwnStyle() {
    String text = "if (x) send s, 'hi', MSG_PEEK | 5 // done";
    assertThat(style(text, "if")).isEqualTo(PLAIN.foreground(AttributedStyle.MAGENTA));
    assertThat(style(text, "send")).isEqualTo(PLAIN.bold());
    assertThat(style(text, "'hi'")).isEqualTo(PLAIN.foreground(AttributedStyle.GREEN));
    assertThat(style(text, "MSG_PEEK")).isEqualTo(PLAIN.foreground(AttributedStyle.CYAN));
    assertThat(style(text, "// done")).isEqualTo(PLAIN.faint());
  }

  @Test
  void anUnknownWordAndAVariableNamedLikeACommandArePlain() throws Exception {
    assertThat(style("sokcet 1", "sokcet")).isEqualTo(PLAIN);
    assertThat(style("send = 5", "send")).isEqualTo(PLAIN);
    sessions.run("pipe = 5");
    assertThat(style("println pipe", "pipe")).isEqualTo(PLAIN);
  }

  @Test
  void theBracketsAtTheCursorAreShown() {
    AttributedString shown = highlights.highlight("f([1])", 6);
    assertThat(shown.styleAt(1)).isEqualTo(PLAIN.bold().underline());
    assertThat(shown.styleAt(5)).isEqualTo(PLAIN.bold().underline());
    assertThat(shown.styleAt(2)).isEqualTo(PLAIN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "'",
        "\"${",
        "x /",
        "/* ",
        "a\n  b '''",
        "\u0000\ud83d\ude00 é ][",
        "1.2.ms",
        "$/"
      })
  void theTextIsNeverChanged(String text) {
    assertThat(highlights.highlight(text, text.length()).toString()).isEqualTo(text);
    assertThat(
            new Highlights(new SymbolLookup(() -> null), () -> true).highlight(text, 0).toString())
        .isEqualTo(text);
  }

  @Test
  void withoutColoursNothingIsStyled() {
    AttributedString shown =
        new Highlights(sessions.known(), () -> false).highlight("if (1) {}", 3);
    assertThat(shown.toAnsi()).isEqualTo("if (1) {}");
  }

  @Test
  void aLongTextIsStyledToItsEnd() {
    String line = "send s, \"x${[1, 2]}\" // y\n";
    String once = highlights.highlight(line, 0).toAnsi();
    assertThat(highlights.highlight(line.repeat(200), 0).toAnsi()).isEqualTo(once.repeat(200));
  }
}
