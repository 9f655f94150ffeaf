package ipcsh.cexport;

import ipcsh.kit.ExampleRun;
import ipcsh.language.Session;
import ipcsh.language.Source;
import ipcsh.view.ExplainedCall;
import ipcsh.view.Explanation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A program that explains the examples of all commands. Returns the C of each line, and the kinds
 * of its variables.
 */
public final class ExplainedExamples {
  private ExplainedExamples() {}

  /** Takes the held descriptor numbers, separated by commas. */
  public static void main(String[] arguments) {
    ExampleRun.main(arguments[0], Translated::in, ExplainedExamples::explained);
  }

  /** The C of each line; a definition of a variable is valid for the following examples too. */
  private static Map<String, Object> explained(Session session, String entry) {
    List<Object> c = new ArrayList<>();
    Map<String, Object> kinds = new LinkedHashMap<>();
    boolean defines = entry.matches("(?s)\\s*(def|class|import|int|long) .*");
    String text = defines ? entry : "explained = explain {\n" + entry + "\n}";
    try {
      session.runEntry(Source.of("example", text));
    } catch (Throwable e) {
      // errors are checked by another test
    }
    if (!defines && session.names().isAssigned("explained")) {
      ((Explanation) session.names().getVariable("explained"))
          .stream().map(ExplainedCall::getC).filter(Objects::nonNull).distinct().forEach(c::add);
    }
    for (String name : session.names().assigned()) {
      Kind kind = Kind.of(session.names().getVariable(name));
      if (kind != null) {
        kinds.put(name, kind.name());
      }
    }
    Map<String, Object> outcome = new LinkedHashMap<>();
    outcome.put("code", entry);
    outcome.put("c", c);
    outcome.put("kinds", kinds);
    return outcome;
  }
}
