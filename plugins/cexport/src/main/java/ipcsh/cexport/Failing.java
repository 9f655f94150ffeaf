package ipcsh.cexport;

import java.util.Set;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;

/** Counts the calls in an expression that can fail. */
final class Failing extends CodeVisitorSupport {
  /** Calls that do not fail, or whose failures are not handled. */
  private static final Set<String> HARMLESS =
      Set.of(
          "socket",
          "getpid",
          "getppid",
          "getuid",
          "getgid",
          "geteuid",
          "getegid",
          "scratch",
          "getsockname");

  private final CallTable calls;
  private int count;

  private Failing(CallTable calls) {
    this.calls = calls;
  }

  static int count(Expression e, CallTable calls) {
    Failing visitor = new Failing(calls);
    e.visit(visitor);
    return visitor.count;
  }

  @Override
  public void visitMethodCallExpression(MethodCallExpression call) {
    String name = String.valueOf(call.getMethodAsString());
    boolean known = calls.knows(name) || name.equals("get");
    count += known && !HARMLESS.contains(name) ? 1 : 0;
    super.visitMethodCallExpression(call);
  }
}
