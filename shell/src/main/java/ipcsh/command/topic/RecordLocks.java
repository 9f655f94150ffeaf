package ipcsh.command.topic;

import ipcsh.command.Context;
import ipcsh.command.model.Conversion;
import ipcsh.handle.Fd;
import ipcsh.sys.abi.RecordLock;
import ipcsh.view.LockFields;
import java.util.Map;

/** The operations of {@code fcntl} that take a {@code struct flock}, which is a map here. */
final class RecordLocks {
  private RecordLocks() {}

  /** 0, or the fields of the lock that F_GETLK and F_OFD_GETLK return. */
  static Object fcntl(Context context, Fd fd, int command, Object given) {
    RecordLock asked = lock(context, command, given);
    RecordLock result = context.sys().locks().fcntl(context.number(fd), command, asked);
    return RecordLock.isQuery(command) ? new LockFields(result) : (Object) 0;
  }

  private static RecordLock lock(Context context, int command, Object given) {
    if (!(given instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException(
          "arg: "
              + context.constants().render("F_", command)
              + " expects a map such as [type: F_WRLCK, start: 0, len: 10], given "
              + Conversion.describe(given));
    }
    int type = 0;
    int whence = 0;
    long start = 0;
    long length = 0;
    int pid = 0;
    for (Map.Entry<?, ?> field : map.entrySet()) {
      long value = number(field.getKey(), field.getValue());
      switch (LockFields.plain(field.getKey())) {
        case "type" -> type = (int) value;
        case "whence" -> whence = (int) value;
        case "start" -> start = value;
        case "len" -> length = value;
        case "pid" -> pid = (int) value;
        default -> throw unknown(field.getKey());
      }
    }
    return new RecordLock(type, whence, start, length, pid);
  }

  private static IllegalArgumentException unknown(Object name) {
    return new IllegalArgumentException(
        "arg: expected the fields type, whence, start, len, pid, given "
            + Conversion.describe(String.valueOf(name)));
  }

  private static long number(Object name, Object value) {
    try {
      return (Long) Conversion.longNumber(value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("arg: " + name + ": " + e.getMessage(), e);
    }
  }
}
