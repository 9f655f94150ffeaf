package ipcsh.handle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Bytes in the format of hexdump -C, 16 per line; those that have changed since the last look are
 * highlighted. Repeated lines are replaced by one asterisk.
 */
public final class Hexdump implements Highlighted {
  private static final int WIDTH = 16;

  private final long offset;
  private final byte[] bytes;
  private final byte[] before;

  /**
   * A dump.
   *
   * @param offset the offset of the first byte
   * @param before the previous contents, null at the first look
   */
  public Hexdump(long offset, byte[] bytes, byte[] before) {
    this.offset = offset;
    this.bytes = bytes;
    this.before = before;
  }

  /** The bytes. */
  public byte[] getBytes() {
    return bytes;
  }

  /** The offsets of the bytes that have changed since the last look. */
  public List<Long> getChanged() {
    List<Long> changed = new ArrayList<>();
    for (int i = 0; i < bytes.length; i++) {
      if (isChanged(i)) {
        changed.add(offset + i);
      }
    }
    return changed;
  }

  private boolean isChanged(int i) {
    return before != null && before[i] != bytes[i];
  }

  @Override
  public String toString() {
    return text("", "");
  }

  @Override
  public String text(String begin, String end) {
    StringBuilder out = new StringBuilder(bytes.length * 5 + 80);
    boolean repeating = false;
    for (int line = 0; line < bytes.length; line += WIDTH) {
      if (repeats(line)) {
        out.append(repeating ? "" : "*\n");
        repeating = true;
      } else {
        repeating = false;
        line(out, line, begin, end);
      }
    }
    return out.append(String.format("%08x", offset + bytes.length)).toString();
  }

  private boolean repeats(int line) {
    if (line == 0 || line + WIDTH > bytes.length) {
      return false;
    }
    for (int i = line; i < line + WIDTH; i++) {
      if (isChanged(i)) {
        return false;
      }
    }
    return Arrays.equals(bytes, line, line + WIDTH, bytes, line - WIDTH, line);
  }

  private void line(StringBuilder out, int line, String begin, String end) {
    out.append(String.format("%08x ", offset + line));
    for (int i = line; i < line + WIDTH; i++) {
      out.append(i == line + WIDTH / 2 ? "  " : " ");
      if (i >= bytes.length) {
        out.append("  ");
      } else {
        mark(out, i, String.format("%02x", bytes[i]), begin, end);
      }
    }
    out.append("  |");
    for (int i = line; i < Math.min(line + WIDTH, bytes.length); i++) {
      boolean printable = bytes[i] >= 0x20 && bytes[i] < 0x7f;
      mark(out, i, printable ? String.valueOf((char) bytes[i]) : ".", begin, end);
    }
    out.append("|\n");
  }

  private void mark(StringBuilder out, int i, String text, String begin, String end) {
    if (isChanged(i)) {
      out.append(begin).append(text).append(end);
    } else {
      out.append(text);
    }
  }
}
