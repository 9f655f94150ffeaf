package ipcsh.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A lock on a file, as listed in {@code proc_locks(5)}.
 *
 * @param kind {@code FLOCK}, {@code POSIX}, {@code OFDLCK}, {@code LEASE}
 * @param access {@code READ} for a shared lock, {@code WRITE} for an exclusive one
 * @param pid the process that acquired it; -1 for a lock that belongs to no process ({@code
 *     F_OFD_SETLK})
 * @param file the file, as in {@link KernelObject#id()}
 * @param start its first byte
 * @param end its last byte, null if it extends to the end of the file
 * @param isWaiting whether it is a blocked request
 */
public record FileLock(
    String kind, String access, int pid, String file, long start, Long end, boolean isWaiting) {
  private static final int HEX = 16;
  private static final int MINOR_BITS = 20;
  private static final Pattern LINE =
      Pattern.compile(
          "(?:lock:\\s*)?\\d+:\\s*(->)?\\s*(\\w+)\\s+\\S+\\s+(\\w+)\\s+(-?\\d+)\\s+"
              + "(?:(\\p{XDigit}+):(\\p{XDigit}+):(\\d+)|<none>)\\s+(\\d+)\\s+(\\d+|EOF)\\s*");

  /** The locks in {@code /proc/locks}, or in the lines {@code lock:} of fdinfo. */
  static List<FileLock> of(List<String> lines) {
    List<FileLock> locks = new ArrayList<>();
    for (String line : lines) {
      Matcher parts = LINE.matcher(line);
      if (parts.matches()) {
        locks.add(
            new FileLock(
                parts.group(2),
                parts.group(3),
                Integer.parseInt(parts.group(4)),
                parts.group(5) == null ? "" : file(parts),
                Long.parseLong(parts.group(8)),
                parts.group(9).equals("EOF") ? null : Long.valueOf(parts.group(9)),
                parts.group(1) != null));
      }
    }
    return locks;
  }

  private static String file(Matcher parts) {
    long device =
        Long.parseLong(parts.group(5), HEX) << MINOR_BITS | Long.parseLong(parts.group(6), HEX);
    return device + ":" + parts.group(7);
  }

  /** {@code exclusive flock}, {@code shared POSIX lock of bytes 0 to 9}. */
  public String inWords() {
    String how = access.equals("WRITE") ? "exclusive " : access.equals("READ") ? "shared " : "";
    return how
        + switch (kind) {
          case "FLOCK" -> "flock";
          case "POSIX" -> "lock of a process" + bytes();
          case "OFDLCK" -> "lock of a description" + bytes();
          default -> kind.toLowerCase(Locale.ROOT);
        };
  }

  private String bytes() {
    return start == 0 && end == null
        ? ""
        : " on bytes " + start + " to " + (end == null ? "the end" : end);
  }
}
