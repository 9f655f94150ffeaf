package ipcsh.cexport;

import java.math.BigInteger;

/**
 * What becomes of constants: in C a compiler complains where they are too large, or it is nothing.
 */
final class ConstantFolding {
  private ConstantFolding() {}

  /**
   * What comes of it.
   *
   * @param plain whether C comes to the same, without anything that it leaves undefined
   */
  record Folded(Number value, boolean plain) {}

  /** Of two ints or longs; null where they are not known. */
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
