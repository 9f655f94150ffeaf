package ipcsh.inspect;

import ipcsh.sys.abi.FileConstants;
import java.util.List;

/**
 * The text of {@code /proc/PID/fdinfo/N} ({@code proc_pid_fdinfo(5)}), or of {@code
 * /proc/PID/status}: lines of a name, a colon and a value.
 */
public final class FdInfo {
  /** O_LARGEFILE, set by the kernel and not by programs. */
  private static final int LARGE_FILE =
      System.getProperty("os.arch").equals("aarch64") ? 0400000 : 0100000;

  private static final int HEX = 16;

  private final String text;

  /** Parses this text. */
  public FdInfo(String text) {
    this.text = text;
  }

  /** The value of the first line with this name, or null. */
  public String field(String name) {
    int at = start(name);
    if (at < 0) {
      return null;
    }
    int end = text.indexOf('\n', at);
    return text.substring(at + name.length() + 1, end < 0 ? text.length() : end).strip();
  }

  private int start(String name) {
    String begin = name + ":";
    int at = text.indexOf(begin);
    while (at > 0 && text.charAt(at - 1) != '\n') {
      at = text.indexOf(begin, at + 1);
    }
    return at;
  }

  /** A decimal number, {@code otherwise} if there is no line with this name. */
  public long number(String name, long otherwise) {
    String value = field(name);
    return value == null ? otherwise : Long.parseLong(value);
  }

  /** A hexadecimal number, such as a set of signals; 0 if there is no line with this name. */
  public long hex(String name) {
    String value = field(name);
    return value == null ? 0 : Long.parseUnsignedLong(value, HEX);
  }

  /** The lines with this prefix. */
  List<String> lines(String begin) {
    return text.lines().filter(line -> line.startsWith(begin)).toList();
  }

  /** The status flags of the open file description, without O_CLOEXEC. */
  public int flags() {
    return bits() & ~(FileConstants.O_CLOEXEC | LARGE_FILE);
  }

  /** Whether the descriptor is closed on exec. */
  public boolean closesOnExec() {
    return (bits() & FileConstants.O_CLOEXEC) != 0;
  }

  private int bits() {
    String octal = field("flags");
    return octal == null ? 0 : (int) Long.parseLong(octal, 8);
  }

  /** The offset. */
  public long offset() {
    return number("pos", 0);
  }
}
