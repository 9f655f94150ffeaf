package ipcsh.view;

import ipcsh.handle.SelfPrinting;
import ipcsh.sys.abi.CallText;
import ipcsh.sys.abi.RecordLock;
import java.util.LinkedHashMap;
import java.util.StringJoiner;

/**
 * A {@code struct flock} as a map of its fields: type, whence, start, len, pid. A field can also be
 * accessed by its C name, {@code l_type}. Prints with the names of the constants.
 */
public final class LockFields extends LinkedHashMap<String, Object> implements SelfPrinting {
  private static final long serialVersionUID = 1;

  private static final String PREFIX = "l_";

  /** The fields of a lock. */
  public LockFields(RecordLock lock) {
    put("type", lock.type());
    put("whence", lock.whence());
    put("start", narrowed(lock.start()));
    put("len", narrowed(lock.length()));
    put("pid", lock.pid());
  }

  /** An int if it fits, as a literal of the language is. */
  private static Object narrowed(long value) {
    return value == (int) value ? (Object) (int) value : (Object) value;
  }

  /** The name of a field without its C prefix. */
  public static String plain(Object name) {
    String text = String.valueOf(name);
    return text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text;
  }

  @Override
  public Object get(Object key) {
    return super.get(plain(key));
  }

  @Override
  public String toString() {
    StringJoiner out = new StringJoiner(", ", "[", "]");
    forEach((name, value) -> out.add(name + ":" + shown(name, value)));
    return out.toString();
  }

  private static Object shown(String name, Object value) {
    if (!(value instanceof Number number)) {
      return value;
    }
    return switch (name) {
      case "type" -> CallText.constant(RecordLock.TYPES, number.longValue());
      case "whence" -> CallText.constant("SEEK_", number.longValue());
      default -> value;
    };
  }
}
