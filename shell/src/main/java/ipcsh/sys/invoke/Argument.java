package ipcsh.sys.invoke;

/**
 * An argument of a {@link NativeFunction}.
 *
 * @param kind what it is
 * @param family the prefix of the constants that it is made of, {@code MSG_}, or several with
 *     commas between them; null where it is not made of constants
 */
public record Argument(ArgumentKind kind, String family) {
  static Argument of(String word) {
    ArgumentKind kind = ArgumentKind.of(word);
    return new Argument(kind, kind == ArgumentKind.CONSTANTS ? word : null);
  }

  /** Whether it is made of constants of this family. */
  public boolean isOf(String constants) {
    return constants.equals(family);
  }
}
