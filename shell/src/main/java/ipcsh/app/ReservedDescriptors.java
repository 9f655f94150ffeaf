package ipcsh.app;

import ipcsh.handle.Descriptors;
import ipcsh.sys.Kernel;
import ipcsh.sys.abi.SysException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The low descriptors that the launcher held open while Java opened its own files: closed just
 * before the first line runs, so that the session's descriptors are numbered from 3. Descriptors
 * that were open before the launcher started belong to the session.
 */
final class ReservedDescriptors {
  private ReservedDescriptors() {}

  /** Closes the placeholders and registers inherited descriptors, except these. */
  static void release(Kernel kernel, Descriptors descriptors, List<Integer> except) {
    numbers("ipcsh.held", List.of()).forEach(number -> close(kernel, number));
    descriptors.inherit(inherited().filter(number -> !except.contains(number)).toList());
  }

  /**
   * Closes the placeholders and all inherited descriptors except the standard ones, so that the
   * numbers in a replay do not depend on what is open where it is started.
   */
  static void releaseAll(Kernel kernel, Descriptors descriptors) {
    List<Integer> more = inherited().filter(number -> number > 2).toList();
    more.forEach(number -> close(kernel, number));
    release(kernel, descriptors, more);
  }

  private static Stream<Integer> inherited() {
    return numbers("ipcsh.inherited", List.of(0, 1, 2)).stream();
  }

  private static void close(Kernel kernel, int number) {
    try {
      kernel.quiet().files().close(number);
    } catch (SysException notHeld) {
      // not started by the launcher
    }
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
