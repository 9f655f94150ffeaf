package ipcsh.stage;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The settings of a presentation.
 *
 * @param pace what determines the pace
 * @param speed a factor relative to normal speed
 * @param from the number of the first chapter that is shown, from 1; 0 to show everything
 */
public record StageSettings(Pace pace, double speed, int from) {
  /** Plays by itself, at normal speed. */
  public static final StageSettings ORDINARY = new StageSettings(Pace.PLAY, 1, 0);

  private static final Pattern SIZE = Pattern.compile("(\\d{2,3})x(\\d{1,3})");

  /** What determines the pace. */
  public enum Pace {
    /** Everything runs by itself. */
    PLAY,
    /** Each entry waits for a key before it runs: {@code --step}. */
    STEP,
    /** Any key types the next character: {@code --type}. */
    TYPE
  }

  /** The size of a screen, in characters. */
  public record Screen(int columns, int rows) {}

  /**
   * Parses the value of {@code --speed}: a number, or {@code 0} or {@code max} for no delays.
   *
   * @throws IllegalArgumentException if it is invalid, with a message for the user
   */
  public static double speed(String word) {
    if (word.equals("max") || word.equals("0")) {
      return Double.POSITIVE_INFINITY;
    }
    if (word.matches("\\d*\\.?\\d+")) {
      double speed = Double.parseDouble(word);
      if (speed >= 0.01 && speed <= 1000) {
        return speed;
      }
    }
    throw new IllegalArgumentException(
        "--speed: expected a number from 0.01 to 1000, or max, given '" + word + "'");
  }

  /**
   * Parses the value of {@code --size}: {@code 100x30}.
   *
   * @throws IllegalArgumentException if it is invalid, with a message for the user
   */
  public static Screen size(String word) {
    Matcher size = SIZE.matcher(word);
    if (!size.matches()) {
      throw new IllegalArgumentException(
          "--size: expected columns and rows, 100x30, given '" + word + "'");
    }
    return new Screen(Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2)));
  }
}
