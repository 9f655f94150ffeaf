package ipcsh.language;

import ipcsh.command.Registry;
import java.util.List;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.syntax.SyntaxException;

/**
 * Finds a forgotten comma, {@code bind s 'x'}: for Groovy a chain, {@code bind(s).'x'}, which would
 * run the command without its second argument before it fails.
 */
final class MissingComma {
  private final SourceUnit source;
  private final Registry registry;

  MissingComma(SourceUnit source, Registry registry) {
    this.source = source;
    this.registry = registry;
  }

  void check(PropertyExpression property) {
    check(property.getObjectExpression(), property.getProperty());
  }

  void check(MethodCallExpression call) {
    if (!call.isImplicitThis()) {
      check(call.getObjectExpression(), call.getMethod());
    }
  }

  private void check(Expression object, Expression next) {
    if (object instanceof MethodCallExpression first
        && first.isImplicitThis()
        && first.getMethodAsString() != null
        && registry.find(first.getMethodAsString()) != null
        && next instanceof ConstantExpression
        && isBlankBetween(object, next)) {
      String command = first.getMethodAsString();
      source.addError(
          new SyntaxException(
              "a comma is missing before this argument of " + command,
              next.getLineNumber(),
              next.getColumnNumber(),
              next.getLastLineNumber(),
              next.getLastColumnNumber()));
    }
  }

  /** Whether white space alone stands between the two: a chain that was written has a dot. */
  private boolean isBlankBetween(Expression object, Expression next) {
    int line = object.getLastLineNumber();
    if (line < 1 || next.getLineNumber() != line) {
      return false;
    }
    List<String> lines = Lines.of(source);
    if (line > lines.size()) {
      return false;
    }
    String text = lines.get(line - 1);
    int from = object.getLastColumnNumber() - 1;
    int to = Math.min(next.getColumnNumber() - 1, text.length());
    return from >= 0 && from < to && text.substring(from, to).isBlank();
  }
}
