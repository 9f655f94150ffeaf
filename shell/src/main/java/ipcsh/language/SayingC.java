package ipcsh.language;

import ipcsh.command.InC;
import ipcsh.handle.UsageException;
import ipcsh.language.cprogram.CLine;
import ipcsh.language.cprogram.CProgram;
import ipcsh.language.cprogram.Kind;
import ipcsh.language.cprogram.NotInC;

/** The lines of a session, and scenarios, in C. */
final class SayingC implements InC {
  private final ShellBinding names;

  /** Where {@code names} has the variables of the lines. */
  SayingC(ShellBinding names) {
    this.names = names;
  }

  @Override
  public String line(String line) {
    CLine c =
        CLine.of(line, name -> names.isAssigned(name) ? Kind.of(names.getVariable(name)) : null);
    return c.lines().isEmpty() ? null : String.join("\n", c.lines());
  }

  @Override
  public String program(String file, String to, String text) {
    try {
      return CProgram.of(file, to, text);
    } catch (NotInC e) {
      String place = e.line() > 0 ? file + ":" + e.line() : file;
      throw new UsageException("export: " + place + ": not in C: " + e.getMessage());
    }
  }
}
