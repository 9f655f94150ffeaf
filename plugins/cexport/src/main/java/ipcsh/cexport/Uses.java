package ipcsh.cexport;

import java.util.List;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.Statement;

/** Whether statements name {@code it}, a block's value without a name. */
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
    // an inner block has an it of its own
  }
}
