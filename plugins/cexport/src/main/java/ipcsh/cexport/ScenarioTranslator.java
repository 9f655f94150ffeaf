package ipcsh.cexport;

import ipcsh.command.CTranslator;
import ipcsh.command.model.Registry;
import java.util.function.Function;

/** The implementation of {@link CTranslator} that the shell finds through {@code ServiceLoader}. */
public final class ScenarioTranslator implements CTranslator {
  private Registry commands;

  @Override
  public void attach(Registry theCommands) {
    commands = theCommands;
  }

  @Override
  public String program(String file, String to, String text) {
    return CProgram.of(commands::find, file, to, text);
  }

  @Override
  public String line(String line, Function<String, Object> values) {
    CLine c =
        CLine.of(
            commands::find,
            line,
            name -> Kind.of(values.apply(name)),
            name -> values.apply(name) instanceof CharSequence text ? text.toString() : null);
    return c.lines().isEmpty() ? null : String.join("\n", c.lines());
  }
}
