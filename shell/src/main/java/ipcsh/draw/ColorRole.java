package ipcsh.draw;

/**
 * What something means, by which it gets its colour.
 *
 * @param of what
 * @param number which process, or which sort of kernel object; 0 for the others
 * @param mark what has happened to it just now
 */
public record ColorRole(Of of, int number, Mark mark) {
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
    /** A waiter. */
    WAITING
  }

  /** What has just happened, for a live picture. */
  public enum Mark {
    /** Nothing. */
    NONE,
    /** It came, or has changed. */
    FRESH,
    /** It is there no more. */
    GONE
  }

  /** Text. */
  public static final ColorRole PLAIN = new ColorRole(Of.PLAIN, 0);

  static final ColorRole STRONG = new ColorRole(Of.STRONG, 0);
  static final ColorRole QUIET = new ColorRole(Of.QUIET, 0);
  static final ColorRole WAITING = new ColorRole(Of.WAITING, 0);

  ColorRole(Of of, int number) {
    this(of, number, Mark.NONE);
  }

  /** The same with a mark; one that has a mark keeps it where there is none to give. */
  ColorRole marked(Mark with) {
    return with == Mark.NONE ? this : new ColorRole(of, number, with);
  }

  /** Whether it is that of a text, and not of a frame or a line. */
  public boolean isText() {
    return of != Of.PROCESS && of != Of.OBJECT;
  }

  static ColorRole process(int number) {
    return new ColorRole(Of.PROCESS, number);
  }

  static ColorRole object(ObjectCategory sort) {
    return new ColorRole(Of.OBJECT, sort.ordinal());
  }
}
