package ipcsh.sys.abi;

import ipcsh.sys.Injections;
import java.util.List;

/**
 * A failed call, its arguments and its process: what is needed to determine the cause afterwards.
 * The arguments are those of C without lengths: a descriptor and other numbers are Integers or
 * Longs, a path is a String, data are bytes.
 *
 * @param function the C function, {@code bind}
 * @param errno the error
 * @param process the process that made the call, 0 for this one
 * @param injected whether the error was injected ({@link Injections}): then there is no cause
 * @param arguments in the order of C
 */
public record FailedCall(
    String function, Errno errno, int process, boolean injected, List<Object> arguments) {

  /** The name of an unshown number of bytes to transfer, where they are not an argument. */
  public static final String SIZE = "size";

  /** An argument that is not part of the call's text, but may be the cause. */
  public record Unshown(String name, Object value) {}

  /** The argument at this index as a number; {@code otherwise} if there is none. */
  public long number(int place, long otherwise) {
    Object value = place < arguments.size() ? arguments.get(place) : null;
    return value instanceof CallText.Flags flags
        ? flags.value()
        : value instanceof Number number ? number.longValue() : otherwise;
  }

  /** The descriptor that is the first argument, as passed to the kernel; -1 for none. */
  public int fd() {
    return (int) number(0, -1);
  }

  /** The flags of this family, {@code MSG_}; 0 if there are none. */
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

  /** The first text: a path, a name; null if there is none. */
  public String text() {
    return first(String.class);
  }

  /** The number of bytes to transfer, -1 if there is no data. */
  public int size() {
    byte[] data = first(byte[].class);
    return data != null ? data.length : unshown(SIZE) instanceof Integer size ? size : -1;
  }

  /** Whether an argument was a null pointer. */
  public boolean hasNull() {
    return arguments.contains(null);
  }

  /** Another argument with this name, or null. */
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
