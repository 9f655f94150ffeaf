package ipcsh.sys.invoke;

/**
 * An argument of a {@link NativeFunction}.
 *
 * @param kind its kind
 * @param family the prefix of its constants, {@code MSG_}, or several separated by commas; null if
 *     it has none
 */
public record Argument(ArgumentKind kind, String family) {
  static Argument of(String word) {
    ArgumentKind kind = ArgumentKind.of(word);
    return new Argument(kind, kind == ArgumentKind.CONSTANTS ? word : null);
  }

  /** Whether it consists of constants of this family. */
  public boolean isOf(String constants) {
    return constants.equals(family);
  }
}
