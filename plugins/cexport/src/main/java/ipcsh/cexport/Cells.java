package ipcsh.cexport;

import java.util.List;
import java.util.Map;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;

/** Access to numbers in memory: getInt, putLong, addInt. */
final class Cells {
  private static final Map<String, String> NUMBERS =
      Map.of(
          "Byte", "int8_t",
          "Short", "int16_t",
          "Int", "int32_t",
          "Long", "int64_t",
          "Double", "double");

  private final Writer w;
  private final Expressions expressions;

  Cells(Writer w, Expressions expressions) {
    this.w = w;
    this.expressions = expressions;
  }

  /** Refuses an offset outside of a region, as far as its length is known. */
  void check(Expression where, Value region, Value offset, int bytes) {
    if (offset.constant() instanceof Integer at) {
      if (at < 0 || at % bytes != 0) {
        throw expressions.refuse(
            where, "an offset that is not a multiple of " + bytes + " is not allowed in C");
      }
      String length = region.more() instanceof CVariable variable ? variable.length : null;
      if (length != null && length.matches("\\d+") && at + bytes > Long.parseLong(length)) {
        throw expressions.refuse(
            where, "is outside the region: in C that terminates the program, or worse");
      }
    }
  }

  /** {@code r.getInt 0} and similar calls. */
  Value call(MethodCallExpression e, Value region, String name, List<Expression> given) {
    for (Map.Entry<String, String> type : NUMBERS.entrySet()) {
      int bytes =
          switch (type.getKey()) {
            case "Byte" -> 1;
            case "Short" -> 2;
            case "Int" -> 4;
            default -> 8;
          };
      Kind kind = bytes == 8 ? type.getKey().equals("Long") ? Kind.LONG : Kind.DOUBLE : Kind.INT;
      if (name.equals("get" + type.getKey()) && given.size() == 1) {
        return Value.of(kind, cell(e, region, given.get(0), type.getValue(), bytes));
      }
      if (name.equals("put" + type.getKey()) && given.size() == 2) {
        String cell = cell(e, region, given.get(0), type.getValue(), bytes);
        Value value = fitting(given.get(1), kind, 8 * bytes);
        return new Value(
            Kind.NOTHING, cell + " = " + value.c(), Op.ASSIGNMENT, null, true, null, null);
      }
      if (name.equals("add" + type.getKey()) && given.size() == 2 && bytes >= 4) {
        String cell = cell(e, region, given.get(0), type.getValue(), bytes);
        Value value = w.operand(fitting(given.get(1), kind, 8 * bytes));
        return Value.effect(
            kind, "__atomic_fetch_add(&" + cell + ", " + value.c() + ", __ATOMIC_SEQ_CST)");
      }
    }
    throw expressions.refuse(e, "there is no " + name + " of memory in C");
  }

  /** {@code r[0] = b}. */
  void set(Expression e, Value region, Value index, Expression right) {
    check(e, region, index, 1);
    Value value = fitting(right, Kind.INT, 8);
    w.frame.line(region.in(Op.PRIMARY) + "[" + index.c() + "] = (char)" + value.in(Op.UNARY) + ";");
  }

  /** A number converted to this many bits, signed or unsigned. */
  private Value fitting(Expression e, Kind kind, int bits) {
    Value value = w.checked(expressions.of(e));
    if (kind == Kind.DOUBLE && value.kind().isNumber()) {
      return value;
    }
    value = expressions.number(value, e);
    if (value.kind() == Kind.DOUBLE) {
      throw expressions.refuse(e, "a whole number is expected");
    }
    boolean wide = value.kind() == Kind.LONG || value.kind() == Kind.SIZE;
    if (bits == 64 || bits == 32 && !wide) {
      return value;
    }
    if (value.constant() instanceof Number number) {
      long n = number.longValue();
      if (n < -(1L << bits - 1) || n >= 1L << bits) {
        throw expressions.refuse(e, "does not fit into a number of " + bits + " bits");
      }
      long signed = n << 64 - bits >> 64 - bits;
      return signed == n ? value : Expressions.constant((int) signed);
    }
    if (w.mode == Writer.Mode.PLAIN) {
      return value;
    }
    w.needs.helper(Helper.FITTING);
    return Value.effect(Kind.INT, "fitting(" + value.c() + ", " + bits + ")");
  }

  /** A number in memory, as an lvalue. */
  private String cell(Expression e, Value region, Expression offset, String type, int bytes) {
    Value at = w.operand(expressions.of(offset));
    check(e, region, at, bytes);
    if (w.mode == Writer.Mode.PLAIN) {
      w.needs.header("stdint.h");
      return "*(" + type + " *)(" + region.c() + " + " + at.in(Op.TIMES.level) + ")";
    }
    w.needs.helper(Helper.INT_AT);
    return "AT(" + type + ", " + region.c() + ", " + at.c() + ")";
  }
}
