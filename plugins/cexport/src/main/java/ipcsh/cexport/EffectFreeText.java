package ipcsh.cexport;

import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;

/** Finds out whether a text consists only of values that C prints as the shell does. */
final class EffectFreeText extends CodeVisitorSupport {
  private final Scope scope;
  private boolean plain = true;

  private EffectFreeText(Scope scope) {
    this.scope = scope;
  }

  static boolean isPlain(Expression text, Scope scope) {
    EffectFreeText visitor = new EffectFreeText(scope);
    text.visit(visitor);
    return visitor.plain;
  }

  @Override
  public void visitMethodCallExpression(MethodCallExpression call) {
    String name = String.valueOf(call.getMethodAsString());
    if (call.isImplicitThis()) {
      plain &= name.matches("getpid|getppid|gete?[ug]id|fcntl");
      return;
    }
    CVariable object =
        call.getObjectExpression() instanceof VariableExpression variable
            ? scope.find(variable.getName())
            : null;
    boolean number = name.matches("get(Byte|Short|Int|Long)");
    plain &=
        object != null
            && (object.kind == Kind.REGION && number
                || object.kind == Kind.FILE && name.equals("length"));
    call.getArguments().visit(this);
  }

  @Override
  public void visitPropertyExpression(PropertyExpression property) {
    String name = property.getPropertyAsString();
    boolean peek =
        property.getObjectExpression() instanceof MethodCallExpression call
            && call.isImplicitThis()
            && "peek".equals(call.getMethodAsString());
    plain &=
        peek && "text".equals(name)
            || property.getObjectExpression() instanceof VariableExpression variable
                && scope.find(variable.getName()) != null
                && scope.find(variable.getName()).kind == Kind.MESSAGE
                && ("text".equals(name) || "size".equals(name));
  }

  @Override
  public void visitBinaryExpression(BinaryExpression e) {
    boolean element =
        e.getOperation().getText().equals("[")
            && e.getLeftExpression() instanceof VariableExpression variable
            && scope.find(variable.getName()) != null
            && scope.find(variable.getName()).kind == Kind.LIST;
    if (!element) {
      super.visitBinaryExpression(e);
    }
  }

  @Override
  public void visitVariableExpression(VariableExpression variable) {
    CVariable known = scope.find(variable.getName());
    if (known == null && variable.getName().matches("[A-Z][A-Z0-9_]+")) {
      return;
    }
    plain &=
        known != null
            && known.kind != null
            && known.role == null
            && (known.kind.format() != null
                || known.kind == Kind.LIST && known.element.format() != null)
            && known.kind != Kind.DOUBLE;
  }
}
