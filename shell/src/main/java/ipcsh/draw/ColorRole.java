package ipcsh.draw;

/**
 * The meaning of a text or shape, from which its colour follows.
 *
 * @param of the kind of meaning
 * @param number the index of the process, or of the category of kernel object; 0 for the others
 * @param mark its most recent change
 */
public record ColorRole(Of of, int number, Mark mark) {
  /** The kinds of meaning. */
  public enum Of {
    /** Text. */
    PLAIN,
    /** Important text. */
    STRONG,
    /** Less important text. */
    QUIET,
    /** A process and what belongs to it. */
    PROCESS,
    /** A category of kernel objects. */
    OBJECT,
    /** A blocked thread. */
    WAITING
  }

  /** The most recent change, in a live picture; or membership in a ring of waits. */
  public enum Mark {
    /** No change. */
    NONE,
    /** New or changed. */
    FRESH,
    /** Disappeared. */
    GONE,
    /** Part of a ring of waits. */
    RING
  }

  /** Plain text. */
  public static final ColorRole PLAIN = new ColorRole(Of.PLAIN, 0);

  static final ColorRole STRONG = new ColorRole(Of.STRONG, 0);
  static final ColorRole QUIET = new ColorRole(Of.QUIET, 0);
  static final ColorRole WAITING = new ColorRole(Of.WAITING, 0);

  ColorRole(Of of, int number) {
    this(of, number, Mark.NONE);
  }

  /** The same with a mark; {@code NONE} does not replace a mark that it has. */
  ColorRole marked(Mark with) {
    return with == Mark.NONE ? this : new ColorRole(of, number, with);
  }

  /** Whether it applies to text, and not to a frame or a line. */
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
