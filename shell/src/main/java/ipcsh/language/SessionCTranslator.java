package ipcsh.language;

import ipcsh.handle.UsageException;
import ipcsh.language.cprogram.CLine;
import ipcsh.language.cprogram.CProgram;
import ipcsh.language.cprogram.Kind;
import ipcsh.language.cprogram.UnsupportedInC;

/** The lines of a session, and scenarios, in C. */
final class SessionCTranslator {
  private SessionCTranslator() {}

  /**
   * The C of a line as it would be run now, or null where there is none.
   *
   * @param names where the variables of the line are
   */
  static String line(String line, ShellBinding names) {
    CLine c =
        CLine.of(
            line,
            name -> names.isAssigned(name) ? Kind.of(names.getVariable(name)) : null,
            name ->
                names.isAssigned(name) && names.getVariable(name) instanceof CharSequence text
                    ? text.toString()
                    : null);
    return c.lines().isEmpty() ? null : String.join("\n", c.lines());
  }

  /** The C program of a scenario, as {@link ipcsh.command.CTranslator} has it. */
  static String program(String file, String to, String text) {
    try {
      return CProgram.of(file, to, text);
    } catch (UnsupportedInC e) {
      String place = e.line() > 0 ? file + ":" + e.line() : file;
      throw new UsageException("export: " + place + ": not in C: " + e.getMessage());
    }
  }
}
