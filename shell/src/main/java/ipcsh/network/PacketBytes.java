package ipcsh.network;

import java.util.Arrays;

/** A piece of a packet, in network byte order; bytes behind its end are 0. */
final class PacketBytes {
  private static final int ADDRESS4 = 4;
  private static final int GROUPS = 8;

  private final byte[] bytes;
  private final int start;
  private final int end;

  PacketBytes(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  private PacketBytes(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.start = Math.min(start, bytes.length);
    this.end = Math.max(this.start, Math.min(end, bytes.length));
  }

  int length() {
    return end - start;
  }

  /** What follows the first {@code offset} bytes, at most {@code length} of it. */
  PacketBytes part(int offset, int length) {
    return new PacketBytes(bytes, start + offset, Math.min(end, start + offset + length));
  }

  PacketBytes from(int offset) {
    return part(offset, Math.max(0, length() - offset));
  }

  int u8(int offset) {
    return start + offset < end ? bytes[start + offset] & 0xff : 0;
  }

  int u16(int offset) {
    return u8(offset) << 8 | u8(offset + 1);
  }

  long u32(int offset) {
    return (long) u16(offset) << 16 | u16(offset + 2);
  }

  byte[] copy() {
    return Arrays.copyOfRange(bytes, start, end);
  }

  String hex() {
    StringBuilder hex = new StringBuilder();
    for (int i = 0; i < length(); i++) {
      hex.append(String.format("%02x", u8(i)));
    }
    return hex.toString();
  }

  /** An address of IPv4. */
  String address4(int offset) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < ADDRESS4; i++) {
      text.append(i == 0 ? "" : ".").append(u8(offset + i));
    }
    return text.toString();
  }

  /** An address of IPv6 as {@code inet_ntop(3)} writes it: the longest row of zeros is left out. */
  String address6(int offset) {
    int longest = 0;
    int at = -1;
    for (int i = 0; i < GROUPS; i++) {
      int run = 0;
      while (i + run < GROUPS && u16(offset + 2 * (i + run)) == 0) {
        run++;
      }
      if (run > longest) {
        longest = run;
        at = i;
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < GROUPS; i++) {
      if (longest > 1 && i == at) {
        text.append("::");
        i += longest - 1;
      } else {
        boolean isFirst = text.length() == 0 || text.charAt(text.length() - 1) == ':';
        text.append(isFirst ? "" : ":").append(Integer.toHexString(u16(offset + 2 * i)));
      }
    }
    return text.toString();
  }

  /** An address of either kind. */
  String address(int offset, boolean isSix) {
    return isSix ? address6(offset) : address4(offset);
  }
}
