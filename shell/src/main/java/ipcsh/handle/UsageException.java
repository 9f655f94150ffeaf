package ipcsh.handle;

/**
 * A command that was given the wrong arguments: what was expected, what was given, and an example.
 * The session continues.
 */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String example;

  /** A wrong argument of no command in particular. */
  public UsageException(String message) {
    this(message, null);
  }

  /** The same with a line of the language that would have worked. */
  public UsageException(String message, String example) {
    super(message);
    this.example = example;
  }

  /** A line of the language that would have worked, or null. */
  public String getExample() {
    return example;
  }
}
