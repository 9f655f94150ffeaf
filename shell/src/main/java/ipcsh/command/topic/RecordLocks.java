package ipcsh.command.topic;

import ipcsh.command.Context;
import ipcsh.command.model.Conversion;
import ipcsh.handle.Fd;
import ipcsh.sys.abi.RecordLock;
import ipcsh.view.LockFields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The commands of {@code fcntl} that take a {@code struct flock}, which is a map here. */
final class RecordLocks {
  private static final List<String> FIELDS = List.of("type", "whence", "start", "len", "pid");

  private RecordLocks() {}

  /** 0, or the fields of the lock that F_GETLK and F_OFD_GETLK tell of. */
  static Object fcntl(Context context, Fd fd, int command, Object given) {
    RecordLock asked = lock(context, command, given);
    RecordLock told = context.sys().locks().fcntl(context.number(fd), command, asked);
    return RecordLock.isToldBy(command) ? new LockFields(told) : (Object) 0;
  }

  private static RecordLock lock(Context context, int command, Object given) {
    if (!(given instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException(
          "arg: "
              + context.constants().render("F_", command)
              + " expects a map such as [type: F_WRLCK, start: 0, len: 10], given "
              + Conversion.describe(given));
    }
    Map<String, Long> fields = new LinkedHashMap<>();
    FIELDS.forEach(name -> fields.put(name, 0L));
    map.forEach((name, value) -> fields.put(field(name), number(name, value)));
    return new RecordLock(
        fields.get("type").intValue(),
        fields.get("whence").intValue(),
        fields.get("start"),
        fields.get("len"),
        fields.get("pid").intValue());
  }

  private static String field(Object name) {
    String plain = LockFields.plain(name);
    if (!FIELDS.contains(plain)) {
      throw new IllegalArgumentException(
          "arg: expected the fields "
              + String.join(", ", FIELDS)
              + ", given "
              + Conversion.describe(String.valueOf(name)));
    }
    return plain;
  }

  private static long number(Object name, Object value) {
    try {
      return (Long) Conversion.longNumber(value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("arg: " + name + ": " + e.getMessage(), e);
    }
  }
}
