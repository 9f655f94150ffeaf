package ipcsh.cexport;

import java.util.List;
import java.util.Set;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.VariableScope;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;

/** Loops around what a role does: moved into the role. */
final class Swaps {
  private final Scenario scenario;

  Swaps(Scenario scenario) {
    this.scenario = scenario;
  }

  /** {@code 3.times { role { x } }} as {@code role { 3.times { x } }}; null for anything else. */
  MethodCallExpression swapped(MethodCallExpression call) {
    ClosureExpression block = Lists.block(call);
    boolean loop =
        block != null
            && !call.isImplicitThis()
            && Set.of("times", "each", "collect").contains(call.getMethodAsString());
    if (!loop
        || scenario.roleLists.isUnrolled(call.getObjectExpression())
        || ((BlockStatement) block.getCode()).getStatements().size() != 1
        || !(RoleLists.last(block) instanceof MethodCallExpression inner)
        || !inner.isImplicitThis()
        || scenario.roles.role(inner) == null
        || Lists.block(inner) == null) {
      return null;
    }
    MethodCallExpression made = call.getNodeMetaData("swapped");
    return made == null ? swap(call, block, inner) : made;
  }

  private static MethodCallExpression swap(
      MethodCallExpression call, ClosureExpression block, MethodCallExpression inner) {
    ClosureExpression each =
        new ClosureExpression(block.getParameters(), Lists.block(inner).getCode());
    each.setSourcePosition(block);
    MethodCallExpression loop =
        new MethodCallExpression(
            call.getObjectExpression(), call.getMethod(), new ArgumentListExpression(each));
    loop.setImplicitThis(false);
    loop.setSourcePosition(call);
    ExpressionStatement statement = new ExpressionStatement(loop);
    statement.setSourcePosition(call);
    ClosureExpression all =
        new ClosureExpression(
            Parameter.EMPTY_ARRAY, new BlockStatement(List.of(statement), new VariableScope()));
    all.setSourcePosition(block);
    MethodCallExpression made =
        new MethodCallExpression(
            inner.getObjectExpression(), inner.getMethod(), new ArgumentListExpression(all));
    made.setImplicitThis(true);
    made.setSourcePosition(call);
    call.putNodeMetaData("swapped", made);
    return made;
  }
}
