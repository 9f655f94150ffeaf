package ipcsh.sys.abi;

import ipcsh.sys.Injections;
import java.util.List;

/**
 * Which call failed, with what, and in which process: what is needed to look for the cause
 * afterwards. The arguments are those of C, less lengths: a descriptor and other numbers are
 * Integers or Longs, a path is a String, data are bytes.
 *
 * @param function the function of C, {@code bind}
 * @param errno why it failed
 * @param process the process that made the call, 0 for this one
 * @param injected whether the kernel was not asked ({@link Injections}): then nothing is the cause
 * @param arguments in the order of C
 */
public record FailedCall(
    String function, Errno errno, int process, boolean injected, List<Object> arguments) {

  /** An argument that the text of a call does not show, and its cause may lie in. */
  public record Unshown(String name, Object value) {}

  /** The argument at this place as a number; {@code otherwise} where there is none. */
  public long number(int place, long otherwise) {
    Object value = place < arguments.size() ? arguments.get(place) : null;
    return value instanceof CallText.Flags flags
        ? flags.value()
        : value instanceof Number number ? number.longValue() : otherwise;
  }

  /** The descriptor that is the first argument, as the kernel was given it; -1 for none. */
  public int fd() {
    return (int) number(0, -1);
  }

  /** The flags of this family, {@code MSG_}; 0 where there are none. */
  public long flags(String family) {
    for (Object argument : arguments) {
      if (argument instanceof CallText.Flags flags && flags.family().equals(family)) {
        return flags.value();
      }
    }
    return 0;
  }

  /** The address, or null. */
  public SocketAddress address() {
    return first(SocketAddress.class);
  }

  /** The first text: a path, a name; null where there is none. */
  public String text() {
    return first(String.class);
  }

  /** How many bytes of data were to be moved, -1 where there are no data. */
  public int size() {
    byte[] data = first(byte[].class);
    return data == null ? -1 : data.length;
  }

  /** Whether an argument was given as a null pointer. */
  public boolean hasNull() {
    return arguments.contains(null);
  }

  /** What else was given under this name, or null. */
  public Object unshown(String name) {
    for (Object argument : arguments) {
      if (argument instanceof Unshown other && other.name().equals(name)) {
        return other.value();
      }
    }
    return null;
  }

  private <T> T first(Class<T> type) {
    for (Object argument : arguments) {
      if (type.isInstance(argument)) {
        return type.cast(argument);
      }
    }
    return null;
  }
}
