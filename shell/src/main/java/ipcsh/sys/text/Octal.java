package ipcsh.sys.text;

/** A file mode in octal. */
public record Octal(int value) {
  public static Octal of(int value) {
    return new Octal(value);
  }

  @Override
  public String toString() {
    return "0" + Integer.toOctalString(value);
  }
}
