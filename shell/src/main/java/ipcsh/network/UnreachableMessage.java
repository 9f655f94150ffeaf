package ipcsh.network;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The answer of a host that does not accept a packet: the ICMP message "port unreachable" ({@code
 * icmp(7)}), of IPv4 or IPv6, with the beginning of the packet.
 */
final class UnreachableMessage {
  private static final int MOST4 = 576;
  private static final int MOST6 = 1280;
  private static final int HEADER4 = 20;
  private static final int HEADER6 = 40;
  private static final int ICMP_HEADER = 8;
  private static final int TTL = 64;
  private static final byte ICMP = 1;
  private static final byte ICMP6 = 58;

  private UnreachableMessage() {}

  /** The answer to a packet, from its receiver to its sender. */
  static byte[] to(byte[] packet) {
    return (packet[0] & 0xf0) == 0x40 ? four(packet) : six(packet);
  }

  private static byte[] four(byte[] packet) {
    int kept = Math.min(packet.length, MOST4 - HEADER4 - ICMP_HEADER);
    ByteBuffer out = ByteBuffer.allocate(HEADER4 + ICMP_HEADER + kept);
    out.put((byte) 0x45).put((byte) 0xc0).putShort((short) out.capacity());
    out.putShort((short) 0).putShort((short) 0).put((byte) TTL).put(ICMP).putShort((short) 0);
    out.put(packet, 16, 4).put(packet, 12, 4);
    out.put((byte) 3).put((byte) 3).putShort((short) 0).putInt(0).put(packet, 0, kept);
    byte[] bytes = out.array();
    out.putShort(10, checksum(bytes, 0, HEADER4, 0));
    out.putShort(HEADER4 + 2, checksum(bytes, HEADER4, bytes.length, 0));
    return bytes;
  }

  private static byte[] six(byte[] packet) {
    int kept = Math.min(packet.length, MOST6 - HEADER6 - ICMP_HEADER);
    int size = ICMP_HEADER + kept;
    ByteBuffer out = ByteBuffer.allocate(HEADER6 + size);
    out.putInt(6 << 28).putShort((short) size).put(ICMP6).put((byte) TTL);
    out.put(packet, 24, 16).put(packet, 8, 16);
    out.put((byte) 1).put((byte) 4).putShort((short) 0).putInt(0).put(packet, 0, kept);
    byte[] bytes = out.array();
    int addresses = sum(Arrays.copyOfRange(bytes, 8, HEADER6), 0, 32);
    out.putShort(HEADER6 + 2, checksum(bytes, HEADER6, bytes.length, addresses + size + ICMP6));
    return bytes;
  }

  /** The checksum of the Internet, {@code RFC 1071}. */
  static short checksum(byte[] bytes, int from, int to, int pseudo) {
    int sum = pseudo + sum(bytes, from, to);
    while (sum >>> 16 != 0) {
      sum = (sum & 0xffff) + (sum >>> 16);
    }
    return (short) ~sum;
  }

  private static int sum(byte[] bytes, int from, int to) {
    int sum = 0;
    for (int i = from; i < to; i++) {
      sum += (bytes[i] & 0xff) << ((i - from) % 2 == 0 ? 8 : 0);
    }
    return sum;
  }
}
