package ipcsh.draw;

/**
 * What something means, by which it gets its colour.
 *
 * @param of what
 * @param number which process, or which sort of kernel object; 0 for the others
 * @param mark what has happened to it just now
 */
public record Tone(Of of, int number, Mark mark) {
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

  /** What has just happened, for a picture that goes on. */
  public enum Mark {
    /** Nothing. */
    NONE,
    /** It came, or has changed. */
    FRESH,
    /** It is there no more. */
    GONE
  }

  /** Text. */
  public static final Tone PLAIN = new Tone(Of.PLAIN, 0);

  static final Tone STRONG = new Tone(Of.STRONG, 0);
  static final Tone QUIET = new Tone(Of.QUIET, 0);
  static final Tone WAITING = new Tone(Of.WAITING, 0);

  Tone(Of of, int number) {
    this(of, number, Mark.NONE);
  }

  /** The same with a mark; one that has a mark keeps it where there is none to give. */
  Tone marked(Mark with) {
    return with == Mark.NONE ? this : new Tone(of, number, with);
  }

  /** Whether it is that of a text, and not of a frame or a line. */
  public boolean isText() {
    return of != Of.PROCESS && of != Of.OBJECT;
  }

  static Tone process(int number) {
    return new Tone(Of.PROCESS, number);
  }

  static Tone object(Sort sort) {
    return new Tone(Of.OBJECT, sort.ordinal());
  }
}
