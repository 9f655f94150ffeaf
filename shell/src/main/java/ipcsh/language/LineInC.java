package ipcsh.language;

/** A line of a session in C, for who explains it. */
final class LineInC {
  private LineInC() {}

  /**
   * The C of a line as it would be run now, or null where there is none.
   *
   * @param names where the variables of the line are
   */
  static String of(String line, ShellBinding names) {
    return names
        .context()
        .registry()
        .translator()
        .line(line, name -> names.isAssigned(name) ? names.getVariable(name) : null);
  }
}
