package ipcsh.command.model;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whole numbers as ints, as far as they fit: a process ID, a descriptor or a port may have been
 * computed as a long, and means the same.
 */
final class NarrowedNumbers {
  /** Lists may contain themselves. */
  private static final int DEEPEST = 4;

  private NarrowedNumbers() {}

  /**
   * The value, or the same with ints in it, alone or in lists and maps that the language makes. A
   * value without other numbers is returned itself.
   */
  static Object of(Object given) {
    return of(given, DEEPEST);
  }

  private static Object of(Object given, int depth) {
    if (given instanceof Long number) {
      return number == number.intValue() ? (Object) number.intValue() : given;
    }
    if (given instanceof Short || given instanceof Byte) {
      return ((Number) given).intValue();
    }
    if (given instanceof BigInteger number) {
      return number.bitLength() < Integer.SIZE ? (Object) number.intValue() : given;
    }
    if (depth > 0 && given instanceof ArrayList<?> list && list.getClass() == ArrayList.class) {
      return list(list, depth - 1);
    }
    if (depth > 0 && given instanceof LinkedHashMap<?, ?> map) {
      return map(map, depth - 1);
    }
    return given;
  }

  private static Object list(List<?> given, int depth) {
    List<Object> narrowed = null;
    for (int i = 0; i < given.size(); i++) {
      Object one = given.get(i);
      Object other = of(one, depth);
      // mostly nothing is to be narrowed: then nothing is copied
      if (other != one) {
        narrowed = narrowed == null ? new ArrayList<>(given) : narrowed;
        narrowed.set(i, other);
      }
    }
    return narrowed == null ? given : narrowed;
  }

  private static Object map(Map<?, ?> given, int depth) {
    Map<Object, Object> narrowed = new LinkedHashMap<>();
    boolean isSame = true;
    for (Map.Entry<?, ?> one : given.entrySet()) {
      Object key = of(one.getKey(), depth);
      Object value = of(one.getValue(), depth);
      isSame &= key == one.getKey() && value == one.getValue();
      narrowed.put(key, value);
    }
    return isSame ? given : narrowed;
  }
}
