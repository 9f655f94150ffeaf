package ipcsh.stage;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a scenario is shown.
 *
 * @param pace who sets the pace
 * @param speed how many times as fast as a person
 * @param from the chapter, counted from 1, up to which nothing is shown; 0 where all is
 */
public record StageSettings(Pace pace, double speed, int from) {
  /** By itself, as a person would. */
  public static final StageSettings ORDINARY = new StageSettings(Pace.PLAY, 1, 0);

  private static final Pattern SIZE = Pattern.compile("(\\d{2,3})x(\\d{1,3})");

  /** Who sets the pace. */
  public enum Pace {
    /** Everything goes on by itself. */
    PLAY,
    /** Each entry waits for a key before it runs: {@code --step}. */
    STEP,
    /** Any key types the next character: {@code --type}. */
    TYPE
  }

  /** The size of a screen, in characters. */
  public record Screen(int columns, int rows) {}

  /**
   * Reads what {@code --speed} is given: a number, or {@code 0} or {@code max} for no waiting.
   *
   * @throws IllegalArgumentException where it is neither, with a message for people
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
   * Reads what {@code --size} is given: {@code 100x30}.
   *
   * @throws IllegalArgumentException where it is no size, with a message for people
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
