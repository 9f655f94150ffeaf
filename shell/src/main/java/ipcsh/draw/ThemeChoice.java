package ipcsh.draw;

import ipcsh.sys.text.EscapedText;
import java.util.Locale;

/** The theme of an exported picture or page. */
public enum ThemeChoice {
  /** For a light background. */
  LIGHT,
  /** For a dark background. */
  DARK,
  /** The one that the reader's system prefers, where the format can express it. */
  AUTO;

  /**
   * Parses a word.
   *
   * @throws IllegalArgumentException for an invalid word; null is {@link #AUTO}
   */
  public static ThemeChoice of(String word) {
    if (word == null) {
      return AUTO;
    }
    for (ThemeChoice choice : values()) {
      if (choice.word().equals(word)) {
        return choice;
      }
    }
    throw new IllegalArgumentException(
        "theme: expected 'light', 'dark' or 'auto', given '" + EscapedText.word(word) + "'");
  }

  /** Its name in the language. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
