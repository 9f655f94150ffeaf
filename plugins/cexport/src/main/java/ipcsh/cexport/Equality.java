package ipcsh.cexport;

import java.util.Locale;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.Expression;

/** Comparison of values for equality: numbers, texts, bytes, addresses. */
final class Equality {
  private final Writer w;
  private final Expressions expressions;

  Equality(Writer w, Expressions expressions) {
    this.w = w;
    this.expressions = expressions;
  }

  /** Whether two values are equal. */
  Value same(Expression e, Value left, Value right) {
    return of(e, left, Op.EQUAL, right);
  }

  /** {@code m.bytes == new byte[5]}. */
  Value ofBytes(BinaryExpression e, Op op) {
    Value left = expressions.of(e.getLeftExpression());
    if (left.kind() != Kind.MESSAGE) {
      throw expressions.refuse(e, "bytes are expected on the left");
    }
    Received received = expressions.calls().receiving.there(left);
    Sending.Data data = expressions.sending.data(e.getRightExpression());
    w.needs.header("string.h");
    String same =
        "("
            + received.size
            + " == "
            + data.size()
            + " && memcmp("
            + received.data
            + ", "
            + data.bytes()
            + ", "
            + data.size()
            + ") == 0)";
    return op == Op.EQUAL ? Value.of(Kind.TRUTH, same) : Value.of(Kind.TRUTH, "!" + same, Op.UNARY);
  }

  /** {@code ==} or {@code !=}. */
  Value of(Expression e, Value left, Op op, Value right) {
    if (right.kind() == Kind.NOTHING && left.kind() == Kind.ADDRESS) {
      String size = ((SockaddrLocation) left.more()).size();
      w.needs.header("sys/socket.h");
      return Value.of(
          Kind.TRUTH,
          size + (op == Op.EQUAL ? " <= " : " > ") + "sizeof(sa_family_t)",
          Op.LESS.level);
    }
    boolean checked = w.mode != Writer.Mode.PLAIN;
    if (checked
        && left.more() instanceof MemberExpressions.Bytes bytes
        && right.kind() == Kind.TEXT) {
      Received received = bytes.of();
      w.needs.helper(Helper.IS_TEXT);
      boolean nul = right.constant() instanceof String text && text.indexOf('\0') >= 0;
      String same =
          nul
              ? "("
                  + received.size
                  + " == "
                  + Quote.bytes(right.constant()).length
                  + " && memcmp("
                  + received.data
                  + ", "
                  + right.c()
                  + ", "
                  + Quote.bytes(right.constant()).length
                  + ") == 0)"
              : "is_text(" + received.data + ", " + received.size + ", " + right.c() + ")";
      return op == Op.EQUAL
          ? Value.of(Kind.TRUTH, same)
          : Value.of(Kind.TRUTH, "!" + same, Op.UNARY);
    }
    Value l = left.kind() == Kind.ADDRESS ? expressions.printing.address(left) : left;
    Value r = right.kind() == Kind.ADDRESS ? expressions.printing.address(right) : right;
    if (l.kind() == Kind.TEXT && r.kind() == Kind.TEXT) {
      expressions.printing.refuseNul(e, l.constant());
      expressions.printing.refuseNul(e, r.constant());
      w.needs.header("string.h");
      return Value.of(
          Kind.TRUTH, "strcmp(" + l.c() + ", " + r.c() + ") " + op.c + " 0", Op.EQUAL.level);
    }
    if (right.kind() == Kind.NOTHING && left.kind() == Kind.CREDENTIALS) {
      return Value.of(Kind.TRUTH, left.c() + ".pid " + op.c + " 0", Op.EQUAL.level);
    }
    if (l.kind().isDescriptor() != r.kind().isDescriptor()) {
      // a descriptor is compared with a number
      l = l.kind().isDescriptor() ? l.as(Kind.INT) : l;
      r = r.kind().isDescriptor() ? r.as(Kind.INT) : r;
    }
    boolean numbers = l.kind().isNumber() && r.kind().isNumber();
    numbers |= l.kind() == Kind.TRUTH && r.kind() == Kind.TRUTH;
    boolean errors = l.kind() == Kind.ERROR && r.kind() == Kind.ERROR;
    if (!numbers && !errors) {
      throw expressions.refuse(
          e, "these cannot be compared in C: " + name(l.kind()) + " and " + name(r.kind()));
    }
    return Operators.compared(l, op, r);
  }

  private static String name(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
