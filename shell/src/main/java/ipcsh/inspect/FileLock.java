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
 * @param depth 0 for a lock that is held; for a blocked request, its level in the tree of locks for
 *     which it waits
 */
public record FileLock(
    String kind, String access, int pid, String file, long start, Long end, int depth) {
  private static final int HEX = 16;
  private static final int MINOR_BITS = 20;
  private static final Pattern LINE =
      Pattern.compile(
          "(?:lock:\\s*)?\\d+:(\\s*->)?\\s*(\\w+)\\s+\\S+\\s+(\\w+)\\s+(-?\\d+)\\s+"
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
                depth(parts.group(1))));
      }
    }
    return locks;
  }

  /**
   * The level: one more space precedes the arrow of a request that waits for another blocked one.
   */
  private static int depth(String arrow) {
    return arrow == null ? 0 : arrow.length() - "->".length();
  }

  /** Whether it is a blocked request. */
  public boolean isWaiting() {
    return depth > 0;
  }

  /** Whether it locks a range of bytes, and not the whole file. */
  public boolean isOfBytes() {
    return kind.equals("POSIX") || kind.equals("OFDLCK");
  }

  /** Whether the two ranges have a byte in common. */
  public boolean overlaps(FileLock other) {
    return (end == null || other.start <= end) && (other.end == null || start <= other.end);
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
          case "POSIX" -> "POSIX lock" + bytes();
          case "OFDLCK" -> "OFD lock" + bytes();
          default -> kind.toLowerCase(Locale.ROOT);
        };
  }

  /** The kind as in the documentation: {@code flock}, {@code POSIX}, {@code OFD}. */
  public String shownKind() {
    return switch (kind) {
      case "FLOCK" -> "flock";
      case "OFDLCK" -> "OFD";
      case "LEASE" -> "lease";
      default -> kind;
    };
  }

  /** The range of bytes, {@code 0-9}; {@code all} for the whole file. */
  public String range() {
    return start == 0 && end == null ? "all" : start + "-" + (end == null ? "EOF" : end);
  }

  /** {@code flock WRITE}, {@code POSIX READ 0-9}. */
  public String brief() {
    return shownKind() + " " + access + (isOfBytes() ? " " + range() : "");
  }

  private String bytes() {
    return start == 0 && end == null
        ? ""
        : " on bytes " + start + " to " + (end == null ? "the end" : end);
  }
}
