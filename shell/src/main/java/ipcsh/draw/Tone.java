package ipcsh.draw;

/**
 * What something means, by which it gets its colour.
 *
 * @param of what
 * @param number which process, or which sort of kernel object; 0 for the others
 */
public record Tone(Of of, int number) {
  /** What there is to tell apart. */
  public enum Of {
    /** Text. */
    PLAIN,
    /** What is looked for first. */
    STRONG,
    /** What is less important. */
    QUIET,
    /** A process and what is its own. */
    PROCESS,
    /** A sort of kernel object. */
    OBJECT,
    /** Somebody who waits. */
    WAITING
  }

  /** Text. */
  public static final Tone PLAIN = new Tone(Of.PLAIN, 0);

  static final Tone STRONG = new Tone(Of.STRONG, 0);
  static final Tone QUIET = new Tone(Of.QUIET, 0);
  static final Tone WAITING = new Tone(Of.WAITING, 0);

  static Tone process(int number) {
    return new Tone(Of.PROCESS, number);
  }

  static Tone object(Sort sort) {
    return new Tone(Of.OBJECT, sort.ordinal());
  }
}
