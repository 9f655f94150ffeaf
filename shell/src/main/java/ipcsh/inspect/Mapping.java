package ipcsh.inspect;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A shared mapping: a line of {@code /proc/PID/maps} with an {@code s}.
 *
 * @param start its address
 * @param length in bytes
 * @param protection {@code rw-}
 * @param offset the offset in the file
 * @param id the mapped object, as in {@link KernelObject#id()}
 * @param path its name, {@code /memfd:x} or {@code /dev/zero} for memory without a file
 */
public record Mapping(
    long start, long length, String protection, long offset, String id, String path) {
  private static final Pattern SHARED =
      Pattern.compile("(\\w+)-(\\w+) (...)s (\\w+) (\\w+):(\\w+) (\\d+) *(.*)");

  /** Where a shared mapping has an {@code s}, counted from the space after its addresses. */
  private static final int SHARED_AT = 4;

  private static final int HEX = 16;
  private static final int MINOR_BITS = 20;

  /** The ID of the System V segment, which is in the place of the inode; null for other memory. */
  public Integer segment() {
    return path.startsWith("/SYSV") ? Integer.valueOf(id.substring(id.indexOf(':') + 1)) : null;
  }

  /** The shared mappings among the lines. */
  static List<Mapping> of(String maps) {
    return maps.lines()
        .filter(Mapping::isShared)
        .map(SHARED::matcher)
        .filter(Matcher::matches)
        .map(Mapping::of)
        .toList();
  }

  /** Most mappings are private: they are told by one character. */
  private static boolean isShared(String line) {
    return line.startsWith("s", line.indexOf(' ') + SHARED_AT);
  }

  private static Mapping of(Matcher line) {
    long start = Long.parseUnsignedLong(line.group(1), HEX);
    long device = Long.parseLong(line.group(5), HEX) << MINOR_BITS;
    return new Mapping(
        start,
        Long.parseUnsignedLong(line.group(2), HEX) - start,
        line.group(3),
        Long.parseUnsignedLong(line.group(4), HEX),
        (device | Long.parseLong(line.group(6), HEX)) + ":" + line.group(7),
        line.group(8).replaceFirst(" \\(deleted\\)$", ""));
  }
}
