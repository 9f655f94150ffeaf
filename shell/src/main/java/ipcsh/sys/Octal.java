package ipcsh.sys;

/** A file mode as people write it. */
record Octal(int value) {
  static Octal of(int value) {
    return new Octal(value);
  }

  @Override
  public String toString() {
    return "0" + Integer.toOctalString(value);
  }
}
