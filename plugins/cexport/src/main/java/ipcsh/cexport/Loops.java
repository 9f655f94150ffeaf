package ipcsh.cexport;

import ipcsh.command.UnsupportedInC;
import java.util.ArrayList;
import java.util.List;
import org.codehaus.groovy.ast.VariableScope;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ClosureListExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.EmptyExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.RangeExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.ForStatement;
import org.codehaus.groovy.ast.stmt.Statement;

/** Loops: while, for, each, times; and polling until a condition holds. */
final class Loops {
  private final Statements statements;
  private final Writer w;
  private final Expressions expressions;

  Loops(Statements statements) {
    this.statements = statements;
    this.w = statements.w;
    this.expressions = statements.expressions;
  }

  /** A loop over the values of a range or a list. */
  void each(Expression list, ClosureExpression block) {
    if (list instanceof RangeExpression range) {
      Value from = w.operand(expressions.of(range.getFrom()));
      Value to = w.operand(expressions.of(range.getTo()));
      counted(
          block,
          from.c(),
          range.isInclusive() ? " <= " : " < ",
          to.in(Op.PLUS.level),
          Lists.parameter(block));
      return;
    }
    if (list instanceof ListExpression values) {
      // written out once for each value
      Scope before = w.scope;
      for (Expression value : values.getExpressions()) {
        w.statement();
        w.scope = new Scope(before);
        CVariable it = w.local(value, Lists.parameter(block));
        Value one = w.operand(expressions.of(value));
        it.kind = one.kind();
        it.c = one.c();
        if (one.kind() == Kind.TEXT && one.constant() != null || one.more() instanceof CVariable) {
          it.length = one.more() instanceof CVariable same ? same.length : null;
        }
        statements.within(block.getCode());
      }
      w.scope = before;
      return;
    }
    Value values = expressions.of(list);
    if (!(values.more() instanceof Lists.Shape shape)) {
      throw expressions.refuse(list, "each is translated only for ranges and lists");
    }
    Scope before = w.scope;
    String index = w.names.take("i");
    w.frame.open(
        "for (int " + index + " = 0; " + index + " < " + shape.count() + "; " + index + "++)");
    w.scope = new Scope(before);
    CVariable it = w.local(block, Lists.parameter(block));
    it.kind = shape.element();
    it.c = values.c() + "[" + index + "]";
    statements.within(block.getCode());
    w.scope = before;
    w.frame.close("");
    w.names.release(index);
  }

  /** A loop of this many rounds, with a counter. */
  void counted(ClosureExpression block, String from, String compare, String to, String name) {
    Scope before = w.scope;
    w.scope = new Scope(before);
    CVariable counter = w.local(block, name);
    counter.kind = Kind.INT;
    counter.c = w.names.take(name.equals("it") ? "i" : name);
    w.frame.open(
        "for (int "
            + counter.c
            + " = "
            + from
            + "; "
            + counter.c
            + compare
            + to
            + "; "
            + counter.c
            + "++)");
    statements.within(block.getCode());
    w.frame.close("");
    w.names.release(counter.c);
    w.scope = before;
  }

  /** {@code while}. */
  void loop(Expression condition, Statement body) {
    if (condition instanceof ConstantExpression constant
        && Boolean.TRUE.equals(constant.getValue())) {
      w.frame.open("for (;;)");
      statements.within(body);
      w.frame.close("");
      return;
    }
    w.frame.open("while (");
    int before = w.frame.size();
    Value value = expressions.truth(condition);
    if (w.frame.size() == before) {
      w.frame.rename("while (" + value.c() + ") {");
    } else {
      w.frame.rename(before - 1, "for (;;) {");
      w.frame.line("if (!" + value.in(Op.UNARY) + ")");
      w.frame.line("    break;");
    }
    statements.within(body);
    w.frame.close("");
  }

  /** {@code for (i in 1..n)}. */
  void loop(ForStatement e) {
    if (e.getCollectionExpression() instanceof ClosureListExpression three) {
      loop(three, e);
      return;
    }
    if (!(e.getCollectionExpression() instanceof RangeExpression range)) {
      throw new UnsupportedInC(Reading.line(e), "for is translated only for ranges, (i in 1..n)");
    }
    Value from = w.operand(expressions.of(range.getFrom()));
    Value to = w.operand(expressions.of(range.getTo()));
    Scope before = w.scope;
    w.scope = new Scope(before);
    CVariable counter = w.local(e, e.getValueVariable().getName());
    counter.kind = Kind.INT;
    counter.c = w.names.take(counter.name);
    String end = to.c();
    boolean simple = to.constant() != null || end.matches("[a-z]\\w*");
    if (!simple) {
      end = w.names.take("last");
      w.frame.declare("int ", end, "");
      w.frame.line(end + " = " + to.c() + ";");
    }
    // a number beyond the largest int ends the loop
    boolean wide = range.isInclusive() && to.constant() == null;
    counter.kind = wide ? Kind.LONG : Kind.INT;
    w.frame.open(
        "for ("
            + counter.kind.type()
            + counter.c
            + " = "
            + from.c()
            + "; "
            + counter.c
            + (range.isInclusive() ? " <= " : " < ")
            + end
            + "; "
            + counter.c
            + "++)");
    statements.within(e.getLoopBlock());
    w.frame.close("");
    w.names.release(counter.c);
    w.scope = before;
  }

  /** {@code for (a; b; c)}. */
  private void loop(ClosureListExpression three, ForStatement e) {
    List<Expression> parts = three.getExpressions();
    if (parts.size() != 3 || Continues.isIn(e.getLoopBlock())) {
      throw new UnsupportedInC(
          Reading.line(e), "for (a; b; c) is translated only without continue");
    }
    Scope before = w.scope;
    w.scope = new Scope(before);
    if (!(parts.get(0) instanceof EmptyExpression)) {
      statements.expression(parts.get(0));
    }
    w.statement();
    List<Statement> body = new ArrayList<>(List.of(e.getLoopBlock()));
    if (!(parts.get(2) instanceof EmptyExpression)) {
      body.add(new ExpressionStatement(parts.get(2)));
    }
    Expression condition =
        parts.get(1) instanceof EmptyExpression ? new ConstantExpression(true) : parts.get(1);
    loop(condition, new BlockStatement(body, new VariableScope()));
    w.scope = before;
  }

  /** Polls as the shell does, for at most five seconds. */
  void eventually(MethodCallExpression call, List<Expression> given) {
    Expression condition =
        given.size() == 1 && given.get(0) instanceof ClosureExpression block
            ? Statements.single(((BlockStatement) block.getCode()).getStatements())
            : null;
    if (condition == null || w.mode == Writer.Mode.PLAIN) {
      throw expressions.refuse(
          call, "is translated only with a single condition, eventually { a == b }");
    }
    w.needs.header("unistd.h");
    w.needs.helper(Helper.EXPECT);
    String tries = w.names.take("tries");
    w.frame.open("for (int " + tries + " = 0;; " + tries + "++)");
    Writer.Mode mode = w.mode;
    String outer = w.label;
    w.mode = Writer.Mode.JUMP;
    w.label = w.names.take("again");
    int before = w.frame.size();
    Value value = expressions.truth(condition);
    w.frame.line("if (" + value.c() + ")");
    w.frame.line("    break;");
    w.frame.labelIfUsed(w.label, before);
    w.mode = mode;
    w.label = outer;
    w.frame.line("expect(" + call.getLineNumber() + ", " + tries + " < 5000);");
    w.frame.line("usleep(1000);");
    w.frame.close("");
    w.names.release(tries);
  }
}
