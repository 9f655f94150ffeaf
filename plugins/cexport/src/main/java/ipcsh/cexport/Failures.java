package ipcsh.cexport;

import ipcsh.command.UnsupportedInC;
import java.util.List;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.CatchStatement;
import org.codehaus.groovy.ast.stmt.EmptyStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.ast.stmt.TryCatchStatement;

/** Calls that are expected to fail, and the handling of failures: fails, try. */
final class Failures {
  private final Statements statements;
  private final Writer w;
  private final Expressions expressions;

  Failures(Statements statements) {
    this.statements = statements;
    this.w = statements.w;
    this.expressions = statements.expressions;
  }

  /** {@code fails(ENOENT) { ... }}. */
  void fails(MethodCallExpression call, List<Expression> given) {
    if (given.size() != 2 || !(given.get(1) instanceof ClosureExpression block)) {
      throw expressions.refuse(call, "fails(ENOENT) { ... } is expected");
    }
    String error = expressions.of(given.get(0)).c();
    Expression alone = Statements.single(((BlockStatement) block.getCode()).getStatements());
    if (error.equals("EFAULT") && w.mode == Writer.Mode.CHECK && touches(alone)) {
      faults((MethodCallExpression) alone, call.getLineNumber());
      return;
    }
    if (error.equals("EFAULT")) {
      throw expressions.refuse(
          call, "in C that is SIGSEGV or SIGBUS, which terminates the program");
    }
    w.needs.header("errno.h");
    Writer.Mode before = w.mode;
    List<Statement> body = ((BlockStatement) block.getCode()).getStatements();
    if (before == Writer.Mode.PLAIN) {
      statements.all(body);
      w.frame.line("/* = -1, errno == " + error + " */");
      return;
    }
    Expression only = Statements.single(body);
    if (only != null && !hasAssignment(only) && Failing.count(only, expressions.calls()) == 1) {
      Value value = statements.done(only);
      if (value.fails() != null) {
        w.needs.helper(Helper.FAILS);
        w.frame.line(failing(call.getLineNumber(), error, value));
        return;
      }
    }
    w.needs.helper(Helper.FAILS);
    String label = w.names.take("failed");
    String outer = w.label;
    w.mode = Writer.Mode.JUMP;
    w.label = label;
    w.frame.line("errno = 0;");
    int first = w.frame.size();
    statements.all(body);
    w.frame.line("errno = 0;");
    w.frame.labelIfUsed(label, first);
    w.frame.line("fails(" + call.getLineNumber() + ", " + error + ", errno == 0 ? 0 : -1);");
    w.mode = before;
    w.label = outer;
  }

  private static boolean touches(Expression e) {
    return e instanceof MethodCallExpression call
        && String.valueOf(call.getMethodAsString())
            .matches("peek|poke|(get|put)(Byte|Short|Int|Long)");
  }

  /** A memory access that terminates its process: it is made in a child. */
  private void faults(MethodCallExpression call, int line) {
    w.needs.helper(Helper.EXPECT);
    w.needs.helper(Helper.DIES_OF);
    w.frame.open("if (dies_of(" + line + "))");
    if ("peek".equals(call.getMethodAsString())) {
      w.frame.line(expressions.calls().memory.touched(call));
    } else {
      Value value = expressions.of(call);
      w.frame.line((value.effect() ? "" : "(void)") + value.c() + ";");
    }
    w.frame.line("_exit(0);");
    w.frame.close("");
  }

  /** A call that must fail. */
  private static String failing(int line, String error, Value value) {
    return switch (value.fails()) {
      case MINUS_ONE -> "fails(" + line + ", " + error + ", " + value.c() + ");";
      case ERROR -> "fails_error(" + line + ", " + error + ", " + value.c() + ");";
      case MAP_FAILED ->
          "fails(" + line + ", " + error + ", " + value.c() + " == MAP_FAILED ? -1 : 0);";
      case SEM_FAILED ->
          "fails(" + line + ", " + error + ", " + value.c() + " == SEM_FAILED ? -1 : 0);";
    };
  }

  private static boolean hasAssignment(Expression e) {
    return e instanceof BinaryExpression binary && binary.getOperation().getText().endsWith("=");
  }

  /** {@code try}: a failed call jumps to a label. */
  void attempt(TryCatchStatement e) {
    if (isUseOfWhatIsGone(e)) {
      faults(
          (MethodCallExpression) Statements.single(body(e.getTryStatement())), e.getLineNumber());
      return;
    }
    if (e.getCatchStatements().size() != 1
        || !e.getCatchStatement(0).getExceptionType().getNameWithoutPackage().equals("SysException")
        || !(e.getFinallyStatement() instanceof EmptyStatement)) {
      throw new UnsupportedInC(
          Reading.line(e), "only try with catch (SysException e) is translated");
    }
    CatchStatement handler = e.getCatchStatement(0);
    Writer.Mode before = w.mode;
    String outer = w.label;
    String label = w.names.take("failed");
    w.needs.header("errno.h");
    Scope scope = w.scope;
    if (before == Writer.Mode.PLAIN) {
      throw new UnsupportedInC(
          Reading.line(e), "try is if (... == -1) in C: it depends on each call");
    }
    List<Statement> body = body(e.getTryStatement());
    Expression only = Statements.single(body);
    Value value =
        only == null || hasAssignment(only) || Failing.count(only, expressions.calls()) != 1
            ? null
            : expressions.of(only);
    if (value != null && value.fails() == Value.Fails.MINUS_ONE) {
      w.frame.open("if (" + value.c() + " == -1)");
      handler(handler);
      w.frame.close("");
      return;
    }
    String done = w.names.take("done");
    w.mode = Writer.Mode.JUMP;
    w.label = label;
    statements.all(body);
    w.mode = before;
    w.label = outer;
    w.frame.line("goto " + done + ";");
    w.frame.label(label);
    w.frame.open("");
    handler(handler);
    w.frame.close("");
    w.frame.label(done);
    w.frame.line(";");
    w.scope = scope;
  }

  private static List<Statement> body(Statement body) {
    return body instanceof BlockStatement block ? block.getStatements() : List.of(body);
  }

  /**
   * {@code try { peek gone, 0, 1 } catch (UsageException e) { x = e }}: a use of something that no
   * longer exists, which is SIGSEGV in C.
   */
  private boolean isUseOfWhatIsGone(TryCatchStatement e) {
    return w.mode == Writer.Mode.CHECK
        && e.getCatchStatements().size() == 1
        && e.getFinallyStatement() instanceof EmptyStatement
        && e.getCatchStatement(0).getExceptionType().getName().equals("UsageException")
        && touches(Statements.single(body(e.getTryStatement())))
        && Statements.single(body(e.getCatchStatement(0).getCode()))
            instanceof BinaryExpression kept
        && kept.getOperation().getText().equals("=")
        && kept.getRightExpression()
            .getText()
            .equals(e.getCatchStatement(0).getVariable().getName());
  }

  /** The catch block. */
  private void handler(CatchStatement handler) {
    Scope before = w.scope;
    w.scope = new Scope(before);
    CVariable error = w.local(handler, handler.getVariable().getName());
    error.kind = Kind.ERROR;
    error.c = "errno";
    statements.statement(handler.getCode());
    w.scope = before;
  }
}
