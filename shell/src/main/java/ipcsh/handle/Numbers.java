package ipcsh.handle;

import java.math.BigInteger;

/** Numbers of the language as fixed-width bits. */
final class Numbers {
  private Numbers() {}

  /**
   * The bits of a whole number.
   *
   * @throws UsageException if it is not one, or does not fit, neither signed nor unsigned
   */
  static long fit(Object value, int bits) {
    if (value instanceof Integer number && (bits >= Integer.SIZE || number >> bits == 0)) {
      return number;
    }
    if (value instanceof Long number && bits == Long.SIZE) {
      return number;
    }
    if (value instanceof Character letter && letter < 1 << bits) {
      return letter;
    }
    BigInteger number = whole(value);
    if (number == null
        || number.bitLength() > bits
        || number.signum() < 0 && number.bitLength() > bits - 1) {
      String given = value instanceof CharSequence ? "'" + value + "'" : String.valueOf(value);
      throw new UsageException("expected a whole number of " + bits + " bits, given " + given);
    }
    return number.longValue();
  }

  private static BigInteger whole(Object value) {
    if (value instanceof BigInteger big) {
      return big;
    }
    if (value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte) {
      return BigInteger.valueOf(((Number) value).longValue());
    }
    return null;
  }

  /** A floating-point number. */
  static Number real(Object value) {
    if (value instanceof Number number) {
      return number;
    }
    throw new UsageException("expected a number, given " + value);
  }
}
