package ipcsh.sys.invoke;

import ipcsh.sys.abi.SystemCallNumbers;
import java.util.Map;

/**
 * The system calls whose functions in the C library do nothing else, of those that programs make
 * often.
 */
final class DirectSystemCalls {
  static final int NONE = -1;

  private static final Map<String, Integer> NUMBERS =
      Map.ofEntries(
          Map.entry("read", SystemCallNumbers.READ),
          Map.entry("write", SystemCallNumbers.WRITE),
          Map.entry("close", SystemCallNumbers.CLOSE),
          Map.entry("socket", SystemCallNumbers.SOCKET),
          Map.entry("connect", SystemCallNumbers.CONNECT),
          Map.entry("accept", SystemCallNumbers.ACCEPT),
          Map.entry("sendto", SystemCallNumbers.SENDTO),
          Map.entry("recvfrom", SystemCallNumbers.RECVFROM),
          Map.entry("sendmsg", SystemCallNumbers.SENDMSG),
          Map.entry("recvmsg", SystemCallNumbers.RECVMSG),
          Map.entry("setsockopt", SystemCallNumbers.SETSOCKOPT),
          Map.entry("accept4", SystemCallNumbers.ACCEPT4));

  private DirectSystemCalls() {}

  /** The number of the call that a function makes, {@link #NONE} if it does more. */
  static int number(String function) {
    return NUMBERS.getOrDefault(function, NONE);
  }
}
