package ipcsh.language.cprogram;

import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;

/** Whether a text has nothing in it but values that C prints as the shell does. */
final class Quiet extends CodeVisitorSupport {
  private final Scope scope;
  private boolean plain = true;

  private Quiet(Scope scope) {
    this.scope = scope;
  }

  static boolean isPlain(Expression text, Scope scope) {
    Quiet visitor = new Quiet(scope);
    text.visit(visitor);
    return visitor.plain;
  }

  @Override
  public void visitMethodCallExpression(MethodCallExpression call) {
    plain = false;
  }

  @Override
  public void visitPropertyExpression(PropertyExpression property) {
    plain &=
        property.getObjectExpression() instanceof VariableExpression variable
            && scope.find(variable.getName()) != null
            && scope.find(variable.getName()).kind == Kind.MESSAGE
            && ("text".equals(property.getPropertyAsString())
                || "size".equals(property.getPropertyAsString()));
  }

  @Override
  public void visitVariableExpression(VariableExpression variable) {
    Variable known = scope.find(variable.getName());
    plain &=
        known != null
            && known.kind != null
            && known.role == null
            && known.kind.format() != null
            && known.kind != Kind.DOUBLE;
  }
}
