package ipcsh;

import ipcsh.handle.Descriptors;
import ipcsh.sys.Kernel;
import ipcsh.sys.SysException;
import java.util.ArrayList;
import java.util.List;

/**
 * The low descriptors that the launcher held open while Java opened its own files: given back just
 * before the first line runs, so that the session's descriptors count from 3. What was open before
 * the launcher came is the session's.
 */
final class Placeholders {
  private Placeholders() {}

  /** Closes the placeholders and takes over what was inherited, but not {@code except}. */
  static void release(Kernel kernel, Descriptors descriptors, List<Integer> except) {
    for (int number : numbers("ipcsh.held", List.of())) {
      try {
        kernel.quiet().files().close(number);
      } catch (SysException notHeld) {
        // started without the launcher
      }
    }
    List<Integer> inherited = new ArrayList<>(numbers("ipcsh.inherited", List.of(0, 1, 2)));
    inherited.removeAll(except);
    descriptors.inherit(inherited);
  }

  private static List<Integer> numbers(String property, List<Integer> otherwise) {
    String list = System.getProperty(property);
    if (list == null) {
      return otherwise;
    }
    List<Integer> numbers = new ArrayList<>();
    for (String number : list.split(",")) {
      if (!number.isEmpty()) {
        numbers.add(Integer.parseInt(number));
      }
    }
    return numbers;
  }
}
