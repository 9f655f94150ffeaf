package ipcsh.handle;

/**
 * Thrown if a command was given invalid arguments: what was expected, what was given, and an
 * example. The session continues.
 */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String example;

  /** An invalid argument, not of a particular command. */
  public UsageException(String message) {
    this(message, null);
  }

  /** The same with a valid line of the language as an example. */
  public UsageException(String message, String example) {
    super(message);
    this.example = example;
  }

  /** A valid line of the language, or null. */
  public String getExample() {
    return example;
  }
}
