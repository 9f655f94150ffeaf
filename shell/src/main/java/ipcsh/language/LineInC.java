package ipcsh.language;

/** Translates a line of a session to C, for {@code explain}. */
final class LineInC {
  private LineInC() {}

  /**
   * The C of a line if it were run now, or null if there is none.
   *
   * @param names the variables of the line
   */
  static String of(String line, ShellBinding names) {
    return names
        .context()
        .registry()
        .translator()
        .line(line, name -> names.isAssigned(name) ? names.getVariable(name) : null);
  }
}
