package ipcsh.repl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jline.reader.EOFError;
import org.jline.reader.Parser.ParseContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryParserTest {
  private final EntryParser parser = new EntryParser();

  private void accept(String text) {
    parser.parse(text, text.length(), ParseContext.ACCEPT_LINE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"f(", "x = [1,", "a.each {", "say '''", "s = 'x", "1 +", "if (x) {\n  y"})
  void anOpenEntryGoesOn(String text) {
    assertThatThrownBy(() -> accept(text)).isInstanceOf(EOFError.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "fds", "5 > 3", "O_CREAT | O_RDWR", "bind s 'x'", "f(')')", "x }"})
  void aWholeEntryIsAcceptedHoweverWrong(String text) {
    accept(text);
  }

  @Test
  void theDepthOfOpenBracketsIndentsTheNextLine() {
    assertThatThrownBy(() -> accept("a {\n  b {"))
        .isInstanceOfSatisfying(EOFError.class, e -> assertThat(e.getOpenBrackets()).isEqualTo(2));
  }

  @Test
  void insideAStringNothingIsIndented() {
    assertThatThrownBy(() -> accept("f('''x"))
        .isInstanceOfSatisfying(EOFError.class, e -> assertThat(e.getOpenBrackets()).isNegative());
  }

  @Test
  void theWordToCompleteBeginsBehindTheQuote() {
    String line = "bind s, '/tmp/x";
    assertThat(parser.parse(line, line.length(), ParseContext.COMPLETE).word()).isEqualTo("/tmp/x");
  }
}
