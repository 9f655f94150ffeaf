package ipcsh.language.saving;

import ipcsh.command.model.CommandModel;
import ipcsh.command.model.SavedAs;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;

/** Finds the entries that only inspect something: they have no effect. */
final class Inspections {
  private final SessionState known;

  Inspections(SessionState known) {
    this.known = known;
  }

  /** Whether every statement only inspects something. */
  boolean isLook(EntryTree tree) {
    return !tree.isEmpty()
        && tree.functions().isEmpty()
        && tree.classes().isEmpty()
        && !tree.hasImports()
        && tree.statements().stream()
            .allMatch(s -> s instanceof ExpressionStatement e && isLook(e.getExpression()));
  }

  private boolean isLook(Expression expression) {
    if (expression instanceof MethodCallExpression call) {
      CommandModel command = known.visibleCommand(call.getMethodAsString());
      if (call.isImplicitThis()) {
        return isLook(command);
      }
      // a command without parameters is no method of a handle: list.clear() is the list's own
      return isLook(command) && !command.positional().isEmpty()
          || isLook(call.getObjectExpression());
    }
    if (expression instanceof PropertyExpression property) {
      return isLook(property.getObjectExpression());
    }
    if (expression instanceof BinaryExpression binary && EntryTree.assignment(binary) == null) {
      return isLook(binary.getLeftExpression());
    }
    if (expression instanceof VariableExpression variable) {
      CommandModel command = known.visibleCommand(variable.getName());
      return isLook(command);
    }
    return false;
  }

  private static boolean isLook(CommandModel command) {
    return command != null && command.saves() == SavedAs.NOTHING;
  }

  /** Whether it is a name, a member of one, or a number: it has no effect. */
  static boolean isInert(EntryTree tree) {
    return tree.statements().size() == 1
        && tree.statements().get(0) instanceof ExpressionStatement statement
        && isInert(statement.getExpression());
  }

  private static boolean isInert(Expression expression) {
    return expression instanceof ConstantExpression
        || expression instanceof VariableExpression
        || expression instanceof PropertyExpression property
            && isInert(property.getObjectExpression());
  }
}
