package ipcsh.stage;

import java.util.Random;

/**
 * Durations at normal speed, in nanoseconds. They depend only on the text, so they are the same
 * each time.
 */
final class PlaybackTiming {
  private static final long MILLI = 1_000_000;

  static final long TITLE = 1200 * MILLI;
  static final long CHAPTER = 900 * MILLI;

  /** The time between the last character and Enter. */
  static final long BEFORE_ENTER = 280 * MILLI;

  static final long AFTER_ENTER = 160 * MILLI;
  static final long BLOCKED = 700 * MILLI;
  static final long FAILED = 1400 * MILLI;
  static final long ENDED = 700 * MILLI;

  /** The time for which the end of a recording is shown. */
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
   * The typing time of each character of a text; 0 for one that appears together with the next: in
   * an indentation, or the first half of a surrogate pair.
   */
  static long[] typing(String text) {
    Random random = new Random(text.hashCode());
    long[] delays = new long[text.length()];
    boolean margin = false;
    for (int i = 0; i < delays.length; i++) {
      double sway = 0.65 + 0.5 * random.nextDouble() + 0.2 * Math.abs(random.nextGaussian());
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

  /** The time to read a sentence. */
  static long reading(String text) {
    return Math.min(READ_FIRST + READ_CHARACTER * text.strip().length(), READ_LONGEST) * MILLI;
  }

  /** The time to look at a value. */
  static long looking(String text) {
    return Math.min(GLANCE + LOOK_CHARACTER * text.length(), LOOK_LONGEST) * MILLI;
  }
}
