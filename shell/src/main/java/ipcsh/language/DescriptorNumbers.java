package ipcsh.language;

import ipcsh.handle.Numbered;
import java.util.List;
import org.codehaus.groovy.runtime.DefaultGroovyMethods;
import org.codehaus.groovy.runtime.typehandling.NumberMath;

/**
 * A descriptor, or the ID of a System V object, calculates and compares as its number, as in C:
 * {@code fd + 1}, {@code 4 == fd}, {@code 1 << fd}. An extension of Groovy.
 */
public final class DescriptorNumbers {
  private DescriptorNumbers() {}

  /** The number of a descriptor; every other value unchanged. */
  static Object plain(Object value) {
    return value instanceof Numbered fd ? (Object) fd.getNumber() : value;
  }

  private static Number number(Object value) {
    if (plain(value) instanceof Number number) {
      return number;
    }
    throw new IllegalStateException(
        "arithmetic with a descriptor requires numbers, given " + value);
  }

  /** {@code 4 == fd}, {@code 0 < fd}: called by Groovy if the left side is a number. */
  public static int compareTo(Number self, Numbered fd) {
    return NumberMath.compareTo(self, fd.getNumber());
  }

  /** {@code switch (fd) { case 3: }}. */
  public static boolean isCase(Number self, Numbered fd) {
    return NumberMath.compareTo(self, fd.getNumber()) == 0;
  }

  /** {@code switch (n) { case fd: }}. */
  public static boolean isCase(Numbered fd, Object value) {
    return plain(value) instanceof Number number
        && NumberMath.compareTo(fd.getNumber(), number) == 0;
  }

  /** {@code names[fd]}. */
  public static <T> T getAt(List<T> self, Numbered fd) {
    return DefaultGroovyMethods.getAt(self, fd.getNumber());
  }

  /** {@code names[fd] = 'server'}. */
  public static <T> void putAt(List<T> self, Numbered fd, T value) {
    DefaultGroovyMethods.putAt(self, fd.getNumber(), value);
  }

  /** The number. */
  public static int intValue(Numbered fd) {
    return fd.getNumber();
  }

  /** The number. */
  public static int toInteger(Numbered fd) {
    return fd.getNumber();
  }

  /** {@code fd++}. */
  public static int next(Numbered fd) {
    return fd.getNumber() + 1;
  }

  /** {@code fd--}. */
  public static int previous(Numbered fd) {
    return fd.getNumber() - 1;
  }

  /** {@code -fd}. */
  public static int negative(Numbered fd) {
    return -fd.getNumber();
  }

  /** {@code ~fd}. */
  public static int bitwiseNegate(Numbered fd) {
    return ~fd.getNumber();
  }

  /** {@code fd + 1}; a text is appended to the text of the descriptor. */
  public static Object plus(Numbered fd, Object other) {
    return other instanceof CharSequence
        ? fd.toString() + other
        : NumberMath.add(fd.getNumber(), number(other));
  }

  /** {@code 1 + fd}. */
  public static Number plus(Number self, Numbered fd) {
    return NumberMath.add(self, fd.getNumber());
  }

  /** {@code fd - 1}. */
  public static Number minus(Numbered fd, Object other) {
    return NumberMath.subtract(fd.getNumber(), number(other));
  }

  /** {@code 9 - fd}. */
  public static Number minus(Number self, Numbered fd) {
    return NumberMath.subtract(self, fd.getNumber());
  }

  /** {@code fd * 2}. */
  public static Number multiply(Numbered fd, Object other) {
    return NumberMath.multiply(fd.getNumber(), number(other));
  }

  /** {@code 2 * fd}. */
  public static Number multiply(Number self, Numbered fd) {
    return NumberMath.multiply(self, fd.getNumber());
  }

  /** {@code fd / 64}. */
  public static Number div(Numbered fd, Object other) {
    return NumberMath.divide(fd.getNumber(), number(other));
  }

  /** {@code 64 / fd}. */
  public static Number div(Number self, Numbered fd) {
    return NumberMath.divide(self, fd.getNumber());
  }

  /** {@code fd.intdiv(64)}. */
  public static Number intdiv(Numbered fd, Object other) {
    return NumberMath.intdiv(fd.getNumber(), number(other));
  }

  /** {@code fd % 64}. */
  public static Number remainder(Numbered fd, Object other) {
    return NumberMath.remainder(fd.getNumber(), number(other));
  }

  /** {@code 64 % fd}. */
  public static Number remainder(Number self, Numbered fd) {
    return NumberMath.remainder(self, fd.getNumber());
  }

  /** {@code fd & 1}. */
  public static Number and(Numbered fd, Object other) {
    return NumberMath.and(fd.getNumber(), number(other));
  }

  /** {@code 1 & fd}. */
  public static Number and(Number self, Numbered fd) {
    return NumberMath.and(self, fd.getNumber());
  }

  /** {@code fd | 1}. */
  public static Number or(Numbered fd, Object other) {
    return NumberMath.or(fd.getNumber(), number(other));
  }

  /** {@code 1 | fd}. */
  public static Number or(Number self, Numbered fd) {
    return NumberMath.or(self, fd.getNumber());
  }

  /** {@code fd ^ 1}. */
  public static Number xor(Numbered fd, Object other) {
    return NumberMath.xor(fd.getNumber(), number(other));
  }

  /** {@code 1 ^ fd}. */
  public static Number xor(Number self, Numbered fd) {
    return NumberMath.xor(self, fd.getNumber());
  }

  /** {@code fd << 1}. */
  public static Number leftShift(Numbered fd, Object other) {
    return NumberMath.leftShift(fd.getNumber(), number(other));
  }

  /** {@code 1 << fd}: the bit of a descriptor in a set. */
  public static Number leftShift(Number self, Numbered fd) {
    return NumberMath.leftShift(self, fd.getNumber());
  }
}
