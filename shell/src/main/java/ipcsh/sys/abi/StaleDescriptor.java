package ipcsh.sys.abi;

import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Encodes the number of a closed handle for the kernel: as a negative number, for which the kernel
 * returns EBADF whatever has been opened since, and from which the original number can be decoded.
 */
public final class StaleDescriptor {
  private static final int MARK = 0x80000000;
  private static final int RANGE = 0x3fffffff;

  /** Above the numbers of open descriptors: the mark of a descriptor of another process. */
  private static final int ELSEWHERE = 0x3ff00000;

  private StaleDescriptor() {}

  /** The value to pass for a closed descriptor. */
  public static int of(int number) {
    return MARK | number;
  }

  /** The value to pass for a descriptor of another process, which this one does not have. */
  public static int elsewhere(int number) {
    return MARK | ELSEWHERE | number;
  }

  private static boolean isMarked(int number) {
    return number < 0 && (number & ~RANGE) == MARK;
  }

  private static boolean isElsewhere(int number) {
    return isMarked(number) && (number & ELSEWHERE) == ELSEWHERE;
  }

  /**
   * The reason why a call with these arguments fails with EBADF, or null if the errno is
   * sufficient.
   */
  public static String hint(Object... arguments) {
    return Stream.of(arguments)
        .flatMap(StaleDescriptor::numbers)
        .filter(StaleDescriptor::isElsewhere)
        .findFirst()
        .map(
            number ->
                "fd "
                    + shown(number)
                    + " is open in another process but not in this one: print the handle to see in which; sendfd passes it")
        .orElse(null);
  }

  /** The numbers in an argument: itself, or those that a message is to pass. */
  private static Stream<Integer> numbers(Object argument) {
    Object value = argument instanceof FailedCall.Unshown other ? other.value() : argument;
    if (value instanceof int[] many) {
      return Arrays.stream(many).boxed();
    }
    return value instanceof Integer number ? Stream.of(number) : Stream.empty();
  }

  /** The original number; any other number is returned unchanged. */
  public static int shown(int number) {
    return isElsewhere(number)
        ? number & ~(MARK | ELSEWHERE)
        : isMarked(number) ? number & RANGE : number;
  }
}
