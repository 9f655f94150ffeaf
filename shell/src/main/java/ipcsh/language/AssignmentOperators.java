package ipcsh.language;

import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.syntax.Types;

/** Operators that give their left side a value: {@code =}, {@code +=}, {@code %=}. */
public final class AssignmentOperators {
  private AssignmentOperators() {}

  /** Whether it does that. */
  public static boolean is(BinaryExpression binary) {
    int type = binary.getOperation().getType();
    // Groovy 5 has a word of its own for %=, and does not count it among them
    return type == Types.REMAINDER_EQUAL || Types.ofType(type, Types.ASSIGNMENT_OPERATOR);
  }
}
