package ipcsh.cexport;

import java.math.BigInteger;

/** Folds constants: a C compiler warns about those that overflow, or the result is undefined. */
final class ConstantFolding {
  private ConstantFolding() {}

  /**
   * The result.
   *
   * @param plain whether C gives the same value without undefined behaviour
   */
  record Folded(Number value, boolean plain) {}

  /** Folds two ints or longs; null if they are not known. */
  static Folded of(Object left, Op op, Object right) {
    if (!isWhole(left) || !isWhole(right)) {
      return null;
    }
    long l = ((Number) left).longValue();
    long r = ((Number) right).longValue();
    boolean wide = left instanceof Long || !op.isShift() && right instanceof Long;
    BigInteger a = BigInteger.valueOf(l);
    BigInteger b = BigInteger.valueOf(r);
    long count = r & (wide ? 63 : 31);
    BigInteger exact =
        switch (op) {
          case TIMES -> a.multiply(b);
          case PLUS -> a.add(b);
          case MINUS -> a.subtract(b);
          case DIVIDED -> a.divide(b);
          case REMAINDER -> a.remainder(b);
          case LEFT -> a.shiftLeft((int) count);
          case RIGHT -> a.shiftRight((int) count);
          case AND -> a.and(b);
          case OR -> a.or(b);
          case XOR -> a.xor(b);
          default -> null;
        };
    if (exact == null) {
      return null;
    }
    boolean undefined = op.isShift() && r != count || op == Op.LEFT && l < 0;
    Number value = wide ? (Number) exact.longValue() : (Number) exact.intValue();
    boolean fits = BigInteger.valueOf(value.longValue()).equals(exact);
    return new Folded(value, fits && !undefined);
  }

  private static boolean isWhole(Object constant) {
    return constant instanceof Integer || constant instanceof Long;
  }
}
