package ipcsh.language;

import ipcsh.handle.Descriptor;
import java.util.List;
import org.codehaus.groovy.runtime.DefaultGroovyMethods;
import org.codehaus.groovy.runtime.typehandling.NumberMath;

/**
 * Lets a descriptor be used as its number in arithmetic and comparisons, as in C: {@code fd + 1},
 * {@code 4 == fd}, {@code 1 << fd}. A Groovy extension.
 */
public final class DescriptorNumbers {
  private DescriptorNumbers() {}

  /** The number of a descriptor; every other value unchanged. */
  static Object plain(Object value) {
    return value instanceof Descriptor fd ? (Object) fd.getNumber() : value;
  }

  private static Number number(Object value) {
    if (plain(value) instanceof Number number) {
      return number;
    }
    throw new IllegalStateException(
        "arithmetic with a descriptor requires numbers, given " + value);
  }

  /** {@code 4 == fd}, {@code 0 < fd}: called by Groovy if the left side is a number. */
  public static int compareTo(Number self, Descriptor fd) {
    return NumberMath.compareTo(self, fd.getNumber());
  }

  /** {@code switch (fd) { case 3: }}. */
  public static boolean isCase(Number self, Descriptor fd) {
    return NumberMath.compareTo(self, fd.getNumber()) == 0;
  }

  /** {@code switch (n) { case fd: }}. */
  public static boolean isCase(Descriptor fd, Object value) {
    return plain(value) instanceof Number number
        && NumberMath.compareTo(fd.getNumber(), number) == 0;
  }

  /** {@code names[fd]}. */
  public static <T> T getAt(List<T> self, Descriptor fd) {
    return DefaultGroovyMethods.getAt(self, fd.getNumber());
  }

  /** {@code names[fd] = 'server'}. */
  public static <T> void putAt(List<T> self, Descriptor fd, T value) {
    DefaultGroovyMethods.putAt(self, fd.getNumber(), value);
  }

  /** The number. */
  public static int intValue(Descriptor fd) {
    return fd.getNumber();
  }

  /** The number. */
  public static int toInteger(Descriptor fd) {
    return fd.getNumber();
  }

  /** {@code fd++}. */
  public static int next(Descriptor fd) {
    return fd.getNumber() + 1;
  }

  /** {@code fd--}. */
  public static int previous(Descriptor fd) {
    return fd.getNumber() - 1;
  }

  /** {@code -fd}. */
  public static int negative(Descriptor fd) {
    return -fd.getNumber();
  }

  /** {@code ~fd}. */
  public static int bitwiseNegate(Descriptor fd) {
    return ~fd.getNumber();
  }

  /** {@code fd + 1}; a text is appended to the text of the descriptor. */
  public static Object plus(Descriptor fd, Object other) {
    return other instanceof CharSequence
        ? fd.toString() + other
        : NumberMath.add(fd.getNumber(), number(other));
  }

  /** {@code 1 + fd}. */
  public static Number plus(Number self, Descriptor fd) {
    return NumberMath.add(self, fd.getNumber());
  }

  /** {@code fd - 1}. */
  public static Number minus(Descriptor fd, Object other) {
    return NumberMath.subtract(fd.getNumber(), number(other));
  }

  /** {@code 9 - fd}. */
  public static Number minus(Number self, Descriptor fd) {
    return NumberMath.subtract(self, fd.getNumber());
  }

  /** {@code fd * 2}. */
  public static Number multiply(Descriptor fd, Object other) {
    return NumberMath.multiply(fd.getNumber(), number(other));
  }

  /** {@code 2 * fd}. */
  public static Number multiply(Number self, Descriptor fd) {
    return NumberMath.multiply(self, fd.getNumber());
  }

  /** {@code fd / 64}. */
  public static Number div(Descriptor fd, Object other) {
    return NumberMath.divide(fd.getNumber(), number(other));
  }

  /** {@code 64 / fd}. */
  public static Number div(Number self, Descriptor fd) {
    return NumberMath.divide(self, fd.getNumber());
  }

  /** {@code fd.intdiv(64)}. */
  public static Number intdiv(Descriptor fd, Object other) {
    return NumberMath.intdiv(fd.getNumber(), number(other));
  }

  /** {@code fd % 64}. */
  public static Number remainder(Descriptor fd, Object other) {
    return NumberMath.remainder(fd.getNumber(), number(other));
  }

  /** {@code 64 % fd}. */
  public static Number remainder(Number self, Descriptor fd) {
    return NumberMath.remainder(self, fd.getNumber());
  }

  /** {@code fd & 1}. */
  public static Number and(Descriptor fd, Object other) {
    return NumberMath.and(fd.getNumber(), number(other));
  }

  /** {@code 1 & fd}. */
  public static Number and(Number self, Descriptor fd) {
    return NumberMath.and(self, fd.getNumber());
  }

  /** {@code fd | 1}. */
  public static Number or(Descriptor fd, Object other) {
    return NumberMath.or(fd.getNumber(), number(other));
  }

  /** {@code 1 | fd}. */
  public static Number or(Number self, Descriptor fd) {
    return NumberMath.or(self, fd.getNumber());
  }

  /** {@code fd ^ 1}. */
  public static Number xor(Descriptor fd, Object other) {
    return NumberMath.xor(fd.getNumber(), number(other));
  }

  /** {@code 1 ^ fd}. */
  public static Number xor(Number self, Descriptor fd) {
    return NumberMath.xor(self, fd.getNumber());
  }

  /** {@code fd << 1}. */
  public static Number leftShift(Descriptor fd, Object other) {
    return NumberMath.leftShift(fd.getNumber(), number(other));
  }

  /** {@code 1 << fd}: the bit of a descriptor in a set. */
  public static Number leftShift(Number self, Descriptor fd) {
    return NumberMath.leftShift(self, fd.getNumber());
  }
}
