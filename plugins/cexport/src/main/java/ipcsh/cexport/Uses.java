package ipcsh.cexport;

import java.util.List;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.Statement;

/** Finds out whether statements use {@code it}, the implicit parameter of a block. */
final class Uses extends CodeVisitorSupport {
  private boolean found;

  private Uses() {}

  static boolean it(List<Statement> statements) {
    Uses visitor = new Uses();
    statements.forEach(each -> each.visit(visitor));
    return visitor.found;
  }

  @Override
  public void visitVariableExpression(VariableExpression variable) {
    found |= variable.getName().equals("it");
  }

  @Override
  public void visitClosureExpression(ClosureExpression block) {
    // an inner block has an implicit parameter of its own
  }
}
