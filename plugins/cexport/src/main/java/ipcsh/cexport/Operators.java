package ipcsh.cexport;

import org.codehaus.groovy.ast.expr.ArrayExpression;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.RangeExpression;
import org.codehaus.groovy.ast.expr.TernaryExpression;

/** Operators: C has most of them too, some with another precedence. */
final class Operators {
  private final Writer w;
  private final Expressions expressions;

  Operators(Writer w, Expressions expressions) {
    this.w = w;
    this.expressions = expressions;
  }

  Value binary(BinaryExpression e) {
    String text = e.getOperation().getText();
    if (text.equals("[")) {
      return expressions.element(e);
    }
    if (text.equals("**")) {
      return square(e);
    }
    if (text.equals("in") && e.getRightExpression() instanceof RangeExpression range) {
      Value value = w.operand(expressions.of(e.getLeftExpression()));
      Value from = w.operand(expressions.of(range.getFrom()));
      Value to = w.operand(expressions.of(range.getTo()));
      String last = range.isInclusive() ? " <= " : " < ";
      return Value.of(
          Kind.TRUTH,
          value.in(4) + " >= " + from.in(4) + " && " + value.in(4) + last + to.in(4),
          Op.BOTH.level);
    }
    Op op = Op.of(text);
    if (op == null) {
      throw expressions.refuse(e, "the operator " + text + " is not translated");
    }
    if (op == Op.BOTH || op == Op.EITHER) {
      Value left = expressions.truth(e.getLeftExpression());
      int before = w.frame.size();
      Value right = expressions.truth(e.getRightExpression());
      if (w.frame.size() != before) {
        throw expressions.refuse(
            e.getRightExpression(),
            "behind "
                + text
                + " it needs several C statements; assign its result to a variable first");
      }
      return joined(Kind.TRUTH, left, op, right);
    }
    if ((op == Op.EQUAL || op == Op.UNEQUAL) && e.getRightExpression() instanceof ArrayExpression) {
      return expressions.equality.ofBytes(e, op);
    }
    Value left = expressions.of(e.getLeftExpression());
    boolean zero =
        e.getRightExpression() instanceof ConstantExpression constant
            && Integer.valueOf(0).equals(constant.getValue());
    if (w.mode == Writer.Mode.JUMP && left.fails() == Value.Fails.ERROR && zero && op == Op.EQUAL) {
      return Value.of(Kind.TRUTH, left.c() + " == 0", Op.EQUAL.level);
    }
    boolean twice = left.effect() && hasCall(e.getRightExpression());
    left = twice ? w.operand(left) : w.checked(left);
    Value right = w.checked(expressions.of(e.getRightExpression()));
    if (op == Op.EQUAL || op == Op.UNEQUAL) {
      return expressions.equality.of(e, left, op, right);
    }
    if (op == Op.DIVIDED) {
      throw expressions.refuse(
          e, "numbers with a fraction are not translated; a.intdiv(b) is C's a / b");
    }
    Value l = expressions.number(left, e.getLeftExpression());
    return of(e, l, op, expressions.number(right, e.getRightExpression()));
  }

  /** The result of an operator on two numbers. */
  Value of(Expression e, Value left, Op op, Value right) {
    if (left.kind() == Kind.DOUBLE || right.kind() == Kind.DOUBLE) {
      throw expressions.refuse(e, "numbers with a fraction are not translated");
    }
    if (op.isComparison()) {
      return compared(left, op, right);
    }
    if ((op == Op.REMAINDER || op == Op.DIVIDED) && isZero(right.constant())) {
      throw expressions.refuse(e, "division by 0");
    }
    Kind kind = op.isShift() ? left.kind() : left.kind().with(right.kind());
    ConstantFolding.Folded folded = ConstantFolding.of(left.constant(), op, right.constant());
    if (folded != null && !folded.plain()) {
      return Expressions.constant(folded.value());
    }
    if (op == Op.LEFT && left.constant() instanceof Number n && n.longValue() < 0) {
      // a compiler warns if the negated constant overflows
      String type = kind == Kind.INT ? "int" : "long";
      String bits = "(unsigned " + type + ")" + left.in(Op.UNARY);
      Value shifted = joined(kind, Value.of(kind, bits, Op.UNARY), op, count(left, right));
      return Value.of(kind, "(" + type + ")(" + shifted.c() + ")", Op.UNARY);
    }
    if ((op == Op.REMAINDER || op == Op.DIVIDED) && folded == null && mayBeMinusOne(right)) {
      return divided(kind, w.operand(left), op, w.operand(right));
    }
    Value value = joined(kind, left, op, op.isShift() ? count(left, right) : right);
    return folded == null ? value : value.constantly(folded.value());
  }

  private static boolean mayBeMinusOne(Value value) {
    return !(value.constant() instanceof Number n) || n.longValue() == -1;
  }

  /** Division of the smallest number by -1 gives a result in the shell; in C it may trap. */
  private static Value divided(Kind kind, Value left, Op op, Value right) {
    String wide = kind == Kind.LONG && left.kind() != Kind.LONG ? "-(long)" : "-";
    String opposite = left.in(Op.UNARY);
    Value byMinusOne =
        op == Op.REMAINDER
            ? Value.of(kind, kind == Kind.LONG ? "0L" : "0")
            : Value.of(
                kind,
                wide + (opposite.startsWith("-") ? "(" + opposite + ")" : opposite),
                Op.UNARY);
    if (right.constant() != null) {
      return byMinusOne;
    }
    Value isIt = joined(Kind.TRUTH, right, Op.EQUAL, Value.constant(Kind.INT, "-1", -1));
    return Value.of(
        kind,
        "(" + isIt.c() + " ? " + byMinusOne.c() + " : " + joined(kind, left, op, right).c() + ")");
  }

  /** The shift count: as the shell, only the lowest bits of the number count. */
  static Value count(Value shifted, Value count) {
    int mask = shifted.kind() == Kind.INT || shifted.kind() == Kind.PID ? 31 : 63;
    if (count.constant() instanceof Number n) {
      return n.longValue() == (n.longValue() & mask)
          ? count
          : Value.constant(Kind.INT, "" + (n.longValue() & mask), (int) (n.longValue() & mask));
    }
    return joined(Kind.INT, count, Op.AND, Value.of(Kind.INT, "" + mask));
  }

  private static boolean isZero(Object constant) {
    return constant instanceof Number n && n.longValue() == 0;
  }

  private static Value truth(boolean known) {
    return Value.constant(Kind.TRUTH, known ? "1" : "0", null);
  }

  /**
   * The result of comparing an int with a constant outside of the range of int; null for other
   * operands.
   */
  private static Integer beyond(Value left, Value right) {
    if (left.kind() == Kind.INT && isBeyond(right.constant())) {
      return (long) right.constant() > 0 ? -1 : 1;
    }
    if (right.kind() == Kind.INT && isBeyond(left.constant())) {
      return (long) left.constant() > 0 ? 1 : -1;
    }
    return null;
  }

  private static boolean isBeyond(Object constant) {
    return constant instanceof Long wide && wide != wide.intValue();
  }

  private static boolean holds(int order, Op op) {
    return switch (op) {
      case LESS, LESS_EQUAL -> order < 0;
      case GREATER, GREATER_EQUAL -> order > 0;
      default -> op == Op.UNEQUAL;
    };
  }

  /** A comparison; compilers warn about one that is always true or always false. */
  static Value compared(Value left, Op op, Value right) {
    if (!left.effect() && left.c().equals(right.c())) {
      boolean same = op == Op.EQUAL || op == Op.LESS_EQUAL || op == Op.GREATER_EQUAL;
      return truth(same);
    }
    Integer beyond = beyond(left, right);
    if (beyond != null) {
      return truth(holds(beyond, op));
    }
    return joined(Kind.TRUTH, left, op, right);
  }

  /** {@code a ? b : c}. */
  Value choice(TernaryExpression e) {
    Value condition = expressions.truth(e.getBooleanExpression());
    int before = w.frame.size();
    Value yes = w.checked(expressions.of(e.getTrueExpression()));
    Value no = w.checked(expressions.of(e.getFalseExpression()));
    if (w.frame.size() != before) {
      throw expressions.refuse(e, "its operands need several C statements; write an if");
    }
    Kind kind = yes.kind().with(no.kind());
    // the shell keeps an int an int, with the overflow and shifts of an int
    boolean mixed = yes.kind().isNumber() && (yes.kind() == Kind.LONG) != (no.kind() == Kind.LONG);
    if (kind == null || mixed) {
      throw expressions.refuse(e, "both sides must have the same type in C");
    }
    return new Value(
        kind,
        condition.in(Op.EITHER.level) + " ? " + yes.in(Op.EITHER.level) + " : " + no.in(Op.CHOICE),
        Op.CHOICE,
        null,
        condition.effect() || yes.effect() || no.effect(),
        null,
        null);
  }

  /** A square; it may not fit in an int. */
  private Value square(BinaryExpression e) {
    Value value = w.operand(expressions.of(e.getLeftExpression()));
    if (!(e.getRightExpression() instanceof ConstantExpression two)
        || !Integer.valueOf(2).equals(two.getValue())
        || value.kind() != Kind.INT) {
      throw expressions.refuse(e, "only the square of an int is translated, x ** 2");
    }
    return Value.of(Kind.LONG, "(long)" + value.in(Op.UNARY) + " * " + value.in(Op.UNARY), 3);
  }

  private static boolean hasCall(Expression e) {
    return e instanceof MethodCallExpression
        || e instanceof BinaryExpression binary
            && (hasCall(binary.getLeftExpression()) || hasCall(binary.getRightExpression()))
        || e instanceof PropertyExpression property && hasCall(property.getObjectExpression());
  }

  /** Two operands with their operator, in parentheses where necessary. */
  static Value joined(Kind kind, Value left, Op op, Value right) {
    String l = op.accepts(left.binds(), false) ? left.c() : "(" + left.c() + ")";
    String r = op.accepts(right.binds(), true) ? right.c() : "(" + right.c() + ")";
    return new Value(
        kind,
        l + " " + op.c + " " + r,
        op.level,
        null,
        left.effect() || right.effect(),
        null,
        null);
  }
}
