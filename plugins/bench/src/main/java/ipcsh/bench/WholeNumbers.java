package ipcsh.bench;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** An option that is a number or a list of numbers. */
final class WholeNumbers {
  private WholeNumbers() {}

  /**
   * The numbers, ascending.
   *
   * @param given a number, a list, or null
   * @param otherwise the numbers if none is given
   * @throws IllegalArgumentException if one is not between 1 and {@code most}
   */
  static List<Integer> of(String name, Object given, List<Integer> otherwise, int most) {
    if (given == null) {
      return otherwise;
    }
    TreeSet<Integer> numbers = new TreeSet<>();
    for (Object one : given instanceof Collection<?> many ? many : List.of(given)) {
      boolean isWhole = one instanceof Integer || one instanceof Long;
      long number = isWhole ? ((Number) one).longValue() : 0;
      if (number < 1 || number > most) {
        throw new IllegalArgumentException(
            name + ": expected numbers from 1 to " + most + ", given " + one);
      }
      numbers.add((int) number);
    }
    if (numbers.isEmpty()) {
      throw new IllegalArgumentException(name + ": expected at least one number, given none");
    }
    return List.copyOf(numbers);
  }
}
