package ipcsh.stage;

import java.util.Random;

/**
 * How long everything takes, in nanoseconds, at the ordinary speed. It depends on nothing but the
 * text, so that it is the same each time.
 */
final class PlaybackTiming {
  private static final long MILLI = 1_000_000;

  static final long TITLE = 1200 * MILLI;
  static final long CHAPTER = 900 * MILLI;

  /** Between the last character and Enter. */
  static final long BEFORE_ENTER = 280 * MILLI;

  static final long AFTER_ENTER = 160 * MILLI;
  static final long BLOCKED = 700 * MILLI;
  static final long FAILED = 1400 * MILLI;
  static final long ENDED = 700 * MILLI;

  /** How long the end of a recording is seen. */
  static final long OVER = 2000 * MILLI;

  private static final long IN_WORD = 42;
  private static final long BLANK = 55;
  private static final long SYMBOL = 70;
  private static final long WORD_START = 85;
  private static final long AFTER_PUNCTUATION = 120;
  private static final long LINE = 260;

  private static final long GLANCE = 350;
  private static final long READ_FIRST = 900;
  private static final long READ_CHARACTER = 42;
  private static final long READ_LONGEST = 15_000;
  private static final long LOOK_CHARACTER = 9;
  private static final long LOOK_LONGEST = 2500;

  private PlaybackTiming() {}

  /**
   * How long each character of a text takes that somebody types; what takes none comes with what
   * follows: an indent, and the first half of a character beyond the 16 bits.
   */
  static long[] typing(String text) {
    Random mood = new Random(text.hashCode());
    long[] delays = new long[text.length()];
    boolean margin = false;
    for (int i = 0; i < delays.length; i++) {
      double sway = 0.65 + 0.5 * mood.nextDouble() + 0.2 * Math.abs(mood.nextGaussian());
      char here = text.charAt(i);
      char before = i == 0 ? ' ' : text.charAt(i - 1);
      boolean indent = margin && here == ' ';
      margin = here == '\n' || indent;
      boolean half = Character.isHighSurrogate(here);
      delays[i] = indent || half ? 0 : (long) (base(before, here) * sway * MILLI);
    }
    return delays;
  }

  private static long base(char before, char here) {
    if (here == '\n') {
      return LINE;
    }
    if (before == ',' || before == ';') {
      return AFTER_PUNCTUATION;
    }
    if (here == ' ') {
      return BLANK;
    }
    if (!Character.isLetterOrDigit(here)) {
      return SYMBOL;
    }
    return Character.isLetterOrDigit(before) ? IN_WORD : WORD_START;
  }

  /** How long one reads a sentence. */
  static long reading(String text) {
    return Math.min(READ_FIRST + READ_CHARACTER * text.strip().length(), READ_LONGEST) * MILLI;
  }

  /** How long one looks at a value. */
  static long looking(String text) {
    return Math.min(GLANCE + LOOK_CHARACTER * text.length(), LOOK_LONGEST) * MILLI;
  }
}
