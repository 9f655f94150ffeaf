package ipcsh.command.topic;

import ipcsh.sys.Sys;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.TerminalConstants;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The requests of {@code ioctl(2)} that take a {@code struct winsize}, as a map of its fields. */
final class WindowSize {
  private static final String[] FIELDS = {"ws_row", "ws_col", "ws_xpixel", "ws_ypixel"};
  private static final int LARGEST = 0xffff;

  private WindowSize() {}

  static boolean isRequest(int request) {
    return request == FileConstants.TIOCGWINSZ || request == TerminalConstants.TIOCSWINSZ;
  }

  /** Asks for the size, a map, or sets it, 0. */
  static Object call(Sys sys, int fd, int request, Object value) {
    if (request == TerminalConstants.TIOCSWINSZ) {
      return sys.pseudoTerminals().setWindow(fd, fields(value));
    }
    int[] fields = sys.pseudoTerminals().window(fd);
    Map<String, Object> size = new LinkedHashMap<>();
    for (int i = 0; i < fields.length; i++) {
      size.put(FIELDS[i], fields[i]);
    }
    return size;
  }

  private static int[] fields(Object value) {
    if (!(value instanceof Map<?, ?> map) || !Set.of(FIELDS).containsAll(map.keySet())) {
      throw new IllegalArgumentException(
          "value: expected [ws_row: 24, ws_col: 80] for TIOCSWINSZ, given " + value);
    }
    int[] fields = new int[FIELDS.length];
    for (int i = 0; i < fields.length; i++) {
      Object field = map.containsKey(FIELDS[i]) ? map.get(FIELDS[i]) : (Object) 0;
      if (!(field instanceof Integer number) || number < 0 || number > LARGEST) {
        throw new IllegalArgumentException(
            "value: expected a number from 0 to 65535 as " + FIELDS[i] + ", given " + field);
      }
      fields[i] = number;
    }
    return fields;
  }
}
