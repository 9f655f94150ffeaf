package ipcsh.draw;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Lines are wrapped between words, whatever their colours. */
class WrappedTextTest {
  @Test
  void linesEndBetweenWords() {
    assertThat(WrappedText.wrap("one two three four", 9, 2)).isEqualTo("one two\n  three\n  four");
    assertThat(WrappedText.wrap("  one two three", 10, 4)).isEqualTo("  one two\n  three");
  }

  @Test
  void theRestOfALineOfATableStandsInItsLastColumn() {
    assertThat(WrappedText.wrap("  send    send to the peer", 24, 4))
        .isEqualTo("  send    send to the\n          peer");
    assertThat(WrappedText.wrap("15  TCP: a stream                15-tcp.groovy", 40, 2))
        .isEqualTo("15  TCP: a stream\n    15-tcp.groovy");
  }

  @Test
  void aWordThatIsLongerThanTheLineStaysWhole() {
    assertThat(WrappedText.wrap("see http://127.0.0.1:8080/page now", 12, 2))
        .isEqualTo("see\nhttp://127.0.0.1:8080/page\n  now");
  }

  @Test
  void coloursTakeNoRoomAndWideCharactersTwo() {
    String red = "\u001b[31mone two\u001b[0m six";
    assertThat(WrappedText.wrap(red, 11, 2)).isEqualTo(red);
    assertThat(WrappedText.wrap("数据 数据 数据", 9, 0)).isEqualTo("数据 数据\n数据");
  }

  @Test
  void theRestOfACommentIsOne() {
    assertThat(WrappedText.wrap("  write w, 'a // b'  //=> 11 of all bytes", 20, 4))
        .isEqualTo("  write w, 'a // b'\n  //=> 11 of all\n  //   bytes");
    assertThat(WrappedText.wrap("// one two three four", 12, 4))
        .isEqualTo("// one two\n// three\n// four");
    assertThat(WrappedText.wrap("// Lesson 16. UDP sends datagrams\n// or none.", 30, 0))
        .isEqualTo("// Lesson 16. UDP sends\n// datagrams\n// or none.");
  }

  @Test
  void withoutAWidthNothingChanges() {
    assertThat(WrappedText.wrap("one two\n  three", 0, 2)).isEqualTo("one two\n  three");
  }
}
