package ipcsh.sys.abi;

import java.util.Arrays;
import java.util.stream.Stream;

/**
 * How a handle that was closed is passed to the kernel: as a negative number that the kernel
 * answers with EBADF whatever has been opened since, and that remembers which number it was.
 */
public final class StaleDescriptor {
  private static final int MARK = 0x80000000;
  private static final int RANGE = 0x3fffffff;

  /** More than any number that is open: the sign of one that another process has. */
  private static final int ELSEWHERE = 0x3ff00000;

  private StaleDescriptor() {}

  /** What to pass for a closed descriptor. */
  public static int of(int number) {
    return MARK | number;
  }

  /** What to pass for a descriptor of another process, which this one has not got. */
  public static int elsewhere(int number) {
    return MARK | ELSEWHERE | number;
  }

  private static boolean isMarked(int number) {
    return number < 0 && (number & ~RANGE) == MARK;
  }

  private static boolean isElsewhere(int number) {
    return isMarked(number) && (number & ELSEWHERE) == ELSEWHERE;
  }

  /** Why a call with these arguments is answered with EBADF, or null where the errno says it. */
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

  /** The numbers in an argument: it is one, or has those that a message is to pass. */
  private static Stream<Integer> numbers(Object argument) {
    Object value = argument instanceof FailedCall.Unshown other ? other.value() : argument;
    if (value instanceof int[] many) {
      return Arrays.stream(many).boxed();
    }
    return value instanceof Integer number ? Stream.of(number) : Stream.empty();
  }

  /** The number that people know it by; any other number is itself. */
  public static int shown(int number) {
    return isElsewhere(number)
        ? number & ~(MARK | ELSEWHERE)
        : isMarked(number) ? number & RANGE : number;
  }
}
