package ipcsh.cexport;

import ipcsh.command.UnsupportedInC;
import ipcsh.command.model.CommandModel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.control.CompilationFailedException;

/**
 * One line of the language as it would be written in a C program, without error checks.
 *
 * @param lines declarations and calls
 * @param headers the headers to include, {@code sys/socket.h}
 * @param pages the man pages of the calls, {@code bind(2)}
 * @param refusal why the line has no C; null if it has, and otherwise the lines are empty
 */
public record CLine(List<String> lines, List<String> headers, List<String> pages, String refusal) {
  private static final int READINGS = 10;

  /**
   * The C of an entry.
   *
   * @param models the commands of the shell by name
   * @param known the kind of value of a variable of the session, null for an unknown one
   */
  public static CLine of(
      Function<String, CommandModel> models, String entry, Function<String, Kind> known) {
    return of(models, entry, known, name -> null);
  }

  /**
   * The same.
   *
   * @param texts the value of a variable that holds a text, because an abstract address is written
   *     differently; null for any other
   */
  public static CLine of(
      Function<String, CommandModel> models,
      String entry,
      Function<String, Kind> known,
      UnaryOperator<String> texts) {
    ModuleNode module;
    try {
      module = Reading.of(entry);
    } catch (CompilationFailedException e) {
      return refused("it is not valid in the language");
    }
    try {
      if (!module.getMethods().isEmpty()
          || module.getClasses().stream().anyMatch(each -> !each.isScript())) {
        return refused(
            "a definition is not translated on its own; export translates whole scenarios");
      }
      return of(models, entry, module.getStatementBlock().getStatements(), known, texts);
    } catch (UnsupportedInC e) {
      return refused(e.getMessage());
    }
  }

  private static CLine of(
      Function<String, CommandModel> models,
      String text,
      List<Statement> statements,
      Function<String, Kind> known,
      UnaryOperator<String> texts) {
    Scope scope = new Scope(known);
    Locals locals = new Locals();
    for (int i = 0; i < READINGS; i++) {
      Needs needs = Needs.ofALine();
      CNames names = new CNames();
      Frame frame = new Frame();
      scope.all().forEach(TypeInference::begin);
      locals.all().forEach(TypeInference::begin);
      Writer w = new Writer(models, needs, names, frame, scope, Writer.Mode.PLAIN, locals);
      w.text = text;
      w.textOf = texts;
      new Statements(w).all(statements);
      boolean learned =
          scope.all().stream().anyMatch(TypeInference::changed)
              || locals.all().stream().anyMatch(TypeInference::changed);
      if (!learned) {
        return new CLine(
            frame.whole(false), new ArrayList<>(needs.headers), new ArrayList<>(needs.pages), null);
      }
    }
    return refused("the C types of its variables depend on each other");
  }

  private static CLine refused(String why) {
    return new CLine(List.of(), List.of(), List.of(), why);
  }
}
