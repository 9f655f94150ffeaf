package ipcsh.sys.invoke;

import java.util.Map;

/**
 * The numbers of system calls on x86-64 whose functions in the C library do nothing else: those
 * that programs make often.
 */
final class SystemCallNumbers {
  static final int NONE = -1;

  private static final Map<String, Integer> NUMBERS =
      Map.ofEntries(
          Map.entry("read", 0),
          Map.entry("write", 1),
          Map.entry("close", 3),
          Map.entry("socket", 41),
          Map.entry("connect", 42),
          Map.entry("accept", 43),
          Map.entry("sendto", 44),
          Map.entry("recvfrom", 45),
          Map.entry("sendmsg", 46),
          Map.entry("recvmsg", 47),
          Map.entry("setsockopt", 54),
          Map.entry("accept4", 288));

  private SystemCallNumbers() {}

  /** The number of the call that a function makes, {@link #NONE} if it does more. */
  static int number(String function) {
    return MachineCode.isThere() ? NUMBERS.getOrDefault(function, NONE) : NONE;
  }
}
