package ipcsh.cexport;

import ipcsh.command.CTranslator;
import java.util.function.Function;

/** What the shell knows of this package. */
public final class ScenarioTranslator implements CTranslator {
  @Override
  public String program(String file, String to, String text) {
    return CProgram.of(file, to, text);
  }

  @Override
  public String line(String line, Function<String, Object> values) {
    CLine c =
        CLine.of(
            line,
            name -> Kind.of(values.apply(name)),
            name -> values.apply(name) instanceof CharSequence text ? text.toString() : null);
    return c.lines().isEmpty() ? null : String.join("\n", c.lines());
  }
}
