package ipcsh.network;

import ipcsh.sys.abi.NativeMemory;

/**
 * The header of a packet in native memory, as far as the wire must know it to forward the packet.
 * One object is used for all packets.
 */
final class WirePacket {
  private static final int TCP = 6;
  private static final int UDP = 17;
  private static final int IGMP = 2;
  private static final int HOP_BY_HOP = 0;
  private static final int ICMP6 = 58;
  private static final int ROUTER_SOLICITATION = 133;
  private static final int LISTENER_REPORT = 143;

  private NativeMemory memory;
  private int at;
  private int length;
  private boolean isSix;

  /** Reads a packet; false if it is none. */
  boolean read(NativeMemory in, int offset, int size) {
    memory = in;
    at = offset;
    length = size;
    int version = size == 0 ? 0 : u8(0) >> 4;
    isSix = version == 6;
    return version == 4 && size >= 20 || isSix && size >= 40;
  }

  private int u8(int offset) {
    return memory.getByte(at + offset) & 0xff;
  }

  private int u16(int offset) {
    return Short.toUnsignedInt(Short.reverseBytes(memory.getShort(at + offset)));
  }

  boolean isSix() {
    return isSix;
  }

  int length() {
    return length;
  }

  /** An address of IPv4, or the second half of one of IPv6. */
  long source() {
    return isSix ? Long.reverseBytes(memory.getLong(at + 16)) : u32(12);
  }

  long sourceNetwork() {
    return isSix ? Long.reverseBytes(memory.getLong(at + 8)) : 0;
  }

  long destination() {
    return isSix ? Long.reverseBytes(memory.getLong(at + 32)) : u32(16);
  }

  long destinationNetwork() {
    return isSix ? Long.reverseBytes(memory.getLong(at + 24)) : 0;
  }

  private long u32(int offset) {
    return Integer.toUnsignedLong(Integer.reverseBytes(memory.getInt(at + offset)));
  }

  /** Whether it goes to several hosts. */
  boolean isMulticast() {
    return isSix ? u8(24) == 0xff : u8(16) >= 224 || u8(19) == 255;
  }

  /** Whether it is a message of a host to the routers of a network, of which there are none. */
  boolean isChatter() {
    if (!isSix) {
      return u8(9) == IGMP;
    }
    int type = u8(6) == ICMP6 ? u8(40) : 0;
    return u8(24) == 0xff
        && (u8(6) == HOP_BY_HOP || type >= ROUTER_SOLICITATION && type <= LISTENER_REPORT);
  }

  /** The port to which it goes; -1 if it is no TCP or UDP, or a later fragment. */
  int port() {
    int protocol = isSix ? u8(6) : u8(9);
    boolean isLater = !isSix && (u16(6) & 0x1fff) != 0;
    int header = isSix ? 40 : (u8(0) & 0xf) * 4;
    boolean has = (protocol == TCP || protocol == UDP) && !isLater && length >= header + 4;
    return has ? u16(header + 2) : -1;
  }

  byte[] bytes() {
    return memory.get(at, length);
  }
}
