package ipcsh.language;

import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.syntax.Types;

/** The operators that assign to their left side: {@code =}, {@code +=}, {@code %=}. */
public final class AssignmentOperators {
  private AssignmentOperators() {}

  /** Whether it is an assignment. */
  public static boolean is(BinaryExpression binary) {
    int type = binary.getOperation().getType();
    // in Groovy 5, %= is a token of its own and not in ASSIGNMENT_OPERATOR
    return type == Types.REMAINDER_EQUAL || Types.ofType(type, Types.ASSIGNMENT_OPERATOR);
  }
}
