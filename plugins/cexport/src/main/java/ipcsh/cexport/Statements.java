package ipcsh.cexport;

import ipcsh.command.UnsupportedInC;
import java.util.List;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PostfixExpression;
import org.codehaus.groovy.ast.expr.PrefixExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.AssertStatement;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.BreakStatement;
import org.codehaus.groovy.ast.stmt.ContinueStatement;
import org.codehaus.groovy.ast.stmt.EmptyStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.ForStatement;
import org.codehaus.groovy.ast.stmt.IfStatement;
import org.codehaus.groovy.ast.stmt.ReturnStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.ast.stmt.TryCatchStatement;
import org.codehaus.groovy.ast.stmt.WhileStatement;

/** Translates statements, one after the other. */
class Statements {
  final Writer w;
  final Expressions expressions;
  final Lists lists;

  private final Assignments assignments;
  private final Loops loops;
  private final Failures failures;

  /** The number of assignments so far. */
  int time;

  Statements(Writer w) {
    this.w = w;
    this.expressions = new Expressions(w, this::otherValue);
    this.lists = new Lists(w, this);
    this.assignments = new Assignments(this);
    this.loops = new Loops(this);
    this.failures = new Failures(this);
  }

  /** The value of an expression that is neither a command nor an operator; null if unknown. */
  Value otherValue(Expression e) {
    if (e instanceof BinaryExpression kept
        && kept.getOperation().getText().equals("=")
        && kept.getLeftExpression() instanceof VariableExpression) {
      // if ((fd = socket()) < 0)
      assignments.assignment(kept);
      return expressions.of(kept.getLeftExpression());
    }
    return e instanceof MethodCallExpression call
            && "every".equals(call.getMethodAsString())
            && Lists.block(call) != null
        ? lists.every(call)
        : null;
  }

  /** A call whose value is not used. */
  Value done(Expression e) {
    return expressions.of(e);
  }

  /** Writes the body of a loop. */
  void inner(Runnable body) {
    body.run();
  }

  /** The expression of an expression statement, null for other statements. */
  static Expression valueOf(Statement statement) {
    return statement instanceof ExpressionStatement expression
        ? expression.getExpression()
        : statement instanceof ReturnStatement given ? given.getExpression() : null;
  }

  /** A list of statements. */
  void all(List<Statement> statements) {
    for (Statement each : statements) {
      statement(each);
    }
  }

  void statement(Statement statement) {
    w.statement();
    if (statement instanceof BlockStatement block) {
      all(block.getStatements());
    } else if (statement instanceof ExpressionStatement expression) {
      expression(expression.getExpression());
    } else if (statement instanceof ReturnStatement given) {
      returned(given);
    } else if (statement instanceof AssertStatement assertion) {
      assertion(assertion.getBooleanExpression().getExpression());
    } else if (statement instanceof IfStatement choice) {
      choice(choice);
    } else if (statement instanceof WhileStatement loop) {
      loops.loop(loop.getBooleanExpression().getExpression(), loop.getLoopBlock());
    } else if (statement instanceof ForStatement loop) {
      loops.loop(loop);
    } else if (statement instanceof TryCatchStatement attempt) {
      failures.attempt(attempt);
    } else if (statement instanceof BreakStatement) {
      w.frame.line("break;");
    } else if (statement instanceof ContinueStatement) {
      w.frame.line("continue;");
    } else if (!(statement instanceof EmptyStatement)) {
      throw new UnsupportedInC(Reading.line(statement), "this kind of statement is not translated");
    }
  }

  void returned(ReturnStatement statement) {
    if (statement.getExpression() instanceof ConstantExpression constant
        && constant.getValue() == null) {
      // added by Groovy if a text has no statement
      return;
    }
    expression(statement.getExpression());
  }

  void expression(Expression e) {
    if (e instanceof DeclarationExpression declaration) {
      assignments.declaration(declaration);
    } else if (e instanceof BinaryExpression binary
        && binary.getOperation().getText().equals("=")) {
      assignments.assignment(binary);
    } else if (e instanceof BinaryExpression binary
        && binary.getOperation().getText().matches("[-+*%&|^]=|<<=|>>=")) {
      assignments.change(binary);
    } else if (e instanceof PostfixExpression step) {
      assignments.step(step.getExpression(), step.getOperation().getText());
    } else if (e instanceof PrefixExpression step) {
      assignments.step(step.getExpression(), step.getOperation().getText());
    } else if (e instanceof MethodCallExpression call && special(call)) {
      return;
    } else {
      value(e);
    }
  }

  /** An expression whose value is not used: only its side effects count. */
  private void value(Expression e) {
    if (Lists.makes(e) && !(e instanceof ListExpression)) {
      loops.each(
          ((MethodCallExpression) e).getObjectExpression(), Lists.block((MethodCallExpression) e));
      return;
    }
    Value value = done(e);
    if (value.fails() == null
        && value.effect()
        && value.binds() > Op.PRIMARY
        && value.binds() < Op.ASSIGNMENT) {
      w.frame.line("(void)(" + value.c() + ");");
    } else if (value.fails() != null || value.effect()) {
      w.call(value);
    }
  }

  /** Assigns a value to a variable. */
  void assign(CVariable variable, Expression right, Expression whole) {
    assignments.assign(variable, right, whole);
  }

  /** Calls that are not commands of the shell; false if it is not one. */
  boolean special(MethodCallExpression call) {
    String name = String.valueOf(call.getMethodAsString());
    List<Expression> given =
        call.getArguments() instanceof TupleExpression tuple ? tuple.getExpressions() : List.of();
    Expression last = given.isEmpty() ? null : given.get(given.size() - 1);
    if (call.isImplicitThis()) {
      switch (name) {
        case "println" -> println(given);
        case "printf" -> printf(call, given);
        case "fails" -> fails(call, given);
        case "eventually" -> loops.eventually(call, given);
        default -> {
          return false;
        }
      }
      return true;
    }
    if (name.equals("times") && last instanceof ClosureExpression block && given.size() == 1) {
      Value count = w.operand(expressions.of(call.getObjectExpression()));
      loops.counted(block, "0", " < ", count.in(Op.PLUS.level), Lists.parameter(block));
      return true;
    }
    if (name.equals("each") && last instanceof ClosureExpression block && given.size() == 1) {
      loops.each(call.getObjectExpression(), block);
      return true;
    }
    return false;
  }

  String linePrefix() {
    return "";
  }

  private void println(List<Expression> given) {
    w.needs.header("stdio.h");
    if (given.isEmpty()) {
      w.frame.line("putchar('\\n');");
      return;
    }
    Printing.Printed printed = expressions.printing.of(given.get(0));
    w.frame.line(
        "printf(\"" + linePrefix() + printed.format() + "\\n\"" + printed.arguments() + ");");
  }

  /** {@code printf("%d\n", fd)}. */
  private void printf(MethodCallExpression call, List<Expression> given) {
    w.needs.header("stdio.h");
    Printing.Printed printed = expressions.printing.formatted(call, given);
    String format = printed.format();
    boolean line = format.endsWith("\\n") && format.indexOf("\\n") == format.length() - 2;
    if (!linePrefix().isEmpty() && !line) {
      throw expressions.refuse(call, "a shell prints whole lines: print one line, ending in \\n");
    }
    w.frame.line("printf(\"" + linePrefix() + format + "\"" + printed.arguments() + ");");
  }

  void assertion(Expression e) {
    if (e instanceof BinaryExpression both && both.getOperation().getText().equals("&&")) {
      assertion(both.getLeftExpression());
      w.statement();
      assertion(both.getRightExpression());
      return;
    }
    if (e instanceof BinaryExpression both
        && both.getOperation().getText().equals("==")
        && w.mode != Writer.Mode.PLAIN
        && isList(both.getLeftExpression())) {
      Expression left = both.getLeftExpression();
      boolean standing = Lists.makes(left) && !isListOfOthers(left);
      Value list = standing ? lists.of(left) : expressions.of(left);
      lists.assertSame(e.getLineNumber(), e, list, both.getRightExpression());
      return;
    }
    expect(e.getLineNumber(), expressions.truth(e));
  }

  private boolean isList(Expression e) {
    return Lists.makes(e)
        || e instanceof VariableExpression variable
            && w.scope.find(variable.getName()) != null
            && w.scope.find(variable.getName()).kind == Kind.LIST
        || isListOfOthers(e);
  }

  /** Whether a subclass knows that it is a list. */
  boolean isListOfOthers(Expression e) {
    return false;
  }

  void expect(int line, Value value) {
    if (w.mode == Writer.Mode.PLAIN) {
      w.needs.header("assert.h");
      w.frame.line("assert(" + value.c() + ");");
      return;
    }
    w.needs.helper(Helper.EXPECT);
    w.frame.line("expect(" + line + ", " + value.c() + ");");
  }

  private void choice(IfStatement e) {
    Value condition = expressions.truth(e.getBooleanExpression().getExpression());
    w.frame.open("if (" + condition.c() + ")");
    within(e.getIfBlock());
    if (!(e.getElseBlock() instanceof EmptyStatement)) {
      w.frame.close(" else {");
      w.frame.deeper();
      within(e.getElseBlock());
    }
    w.frame.close("");
  }

  void within(Statement block) {
    Scope before = w.scope;
    w.scope = new Scope(before);
    statement(block);
    w.scope = before;
  }

  /** A block that is expected to fail. */
  void fails(MethodCallExpression call, List<Expression> given) {
    failures.fails(call, given);
  }

  static Expression single(List<Statement> body) {
    if (body.size() != 1) {
      return null;
    }
    return valueOf(body.get(0));
  }
}
