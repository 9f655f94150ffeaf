package ipcsh.sys.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text of unknown origin in displayable form. */
class EscapedTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "plain",
        "größer",
        "日本語",
        "e\u0301",
        "עברית",
        "\ud83d\ude00",
        "a\\b 'c' \"d\""
      })
  void whatShowsAsItselfStays(String text) {
    assertThat(EscapedText.word(text)).isEqualTo(text);
    assertThat(EscapedText.lines(text)).isEqualTo(text);
    assertThat(EscapedText.styled(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, \\0",
    "7, \\u0007",
    "8, \\u0008",
    "1b, \\u001b",
    "7f, \\u007f",
    "80, \\u0080",
    "9b, \\u009b",
    "9f, \\u009f",
    "ad, \\u00ad",
    "61c, \\u061c",
    "200b, \\u200b",
    "200d, \\u200d",
    "200e, \\u200e",
    "200f, \\u200f",
    "2028, \\u2028",
    "2029, \\u2029",
    "202a, \\u202a",
    "202e, \\u202e",
    "2060, \\u2060",
    "2066, \\u2066",
    "2069, \\u2069",
    "feff, \\ufeff",
    "fff9, \\ufff9",
    "dcff, \\udcff",
    "d800, \\ud800",
    "e0001, \\udb40\\udc01",
    "a, \\n",
    "9, \\t",
    "d, \\r",
  })
  void whatWouldActOrNotBeSeenIsEscaped(String point, String escaped) {
    String text = "a" + Character.toString(Integer.parseInt(point, 16)) + "z";
    assertThat(EscapedText.word(text)).isEqualTo("a" + escaped + "z");
  }

  @Test
  void aDigitBehindNulDoesNotJoinIt() {
    assertThat(EscapedText.word("\0" + "7")).isEqualTo("\\u00007");
  }

  @Test
  void linesKeepTheirEndsAndTabs() {
    assertThat(EscapedText.lines("a\tb\nc\r\nd\re")).isEqualTo("a\tb\nc\nd\\re");
  }

  @Test
  void ofStyledTextOnlyColoursAct() {
    String red = "\u001b[1;31mred\u001b[0m";
    assertThat(EscapedText.styled(red)).isEqualTo(red);
    assertThat(EscapedText.styled(red + "\u001b]0;title\u0007\u001b[2J\u001b[31;m\u009b31m"))
        .isEqualTo(red + "\\u001b]0;title\\u0007\\u001b[2J\u001b[31;m\\u009b31m");
  }

  @Test
  void quotedTextHasNothingThatActsEither() {
    assertThat(Quoted.text("ü\u001b1\u009b\u202e\udcff\"\n"))
        .isEqualTo("\"ü\\0331\\302\\233\\342\\200\\256\\377\\\"\\n\"");
  }
}
