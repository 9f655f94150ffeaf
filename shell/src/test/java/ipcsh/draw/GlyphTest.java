package ipcsh.draw;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Text in columns: wide, combining and control characters, truncation. */
class GlyphTest {
  @Test
  void widthIsThatOfATerminal() {
    assertThat(Glyph.width("abc")).isEqualTo(3);
    assertThat(Glyph.width("日本")).isEqualTo(4);
    assertThat(Glyph.width("e\u0301")).isEqualTo(1);
    assertThat(Glyph.width("\u001b[m")).isEqualTo(3);
  }

  @Test
  void theMiddleGoesFirst() {
    assertThat(Glyph.ends("abcdefghij", 10)).isEqualTo("abcdefghij");
    assertThat(Glyph.ends("abcdefghij", 9)).isEqualTo("abcd…ghij");
    assertThat(Glyph.ends("abcdefghij", 4)).isEqualTo("ab…j");
    assertThat(Glyph.ends("abcdefghij", 1)).isEqualTo("…");
  }

  @Test
  void noPieceIsWiderThanItsRoom() {
    for (String text :
        new String[] {"日本語の長い名前", "a日b本c語", "plain text", "e\u0301e\u0301e\u0301e"}) {
      for (int room = 1; room < 20; room++) {
        assertThat(Glyph.width(Glyph.ends(text, room))).isLessThanOrEqualTo(room);
        assertThat(Glyph.width(Glyph.fit(text, room))).isLessThanOrEqualTo(room);
      }
    }
  }

  @Test
  void nothingReachesTheTerminal() {
    StringBuilder shown = new StringBuilder();
    Glyph.of("a\u001b[31m\u0007\u202eb").forEach(glyph -> shown.append(glyph.text()));
    assertThat(shown).hasToString("a␛[31m␇\ufffdb");
  }
}
