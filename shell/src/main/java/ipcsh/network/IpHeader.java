package ipcsh.network;

/**
 * The header of IPv4 or IPv6, {@code ip(7)}, {@code ipv6(7)}, and what follows it.
 *
 * @param protocol the protocol of what follows: 6 for TCP, 17 for UDP, 1 or 58 for ICMP
 * @param source the address of the sender
 * @param length the length of what follows, as the header says
 * @param fragment where what follows begins in the whole datagram, in bytes
 * @param isFragmented whether it is only a piece of a datagram
 * @param hasMore whether other pieces follow it
 * @param id the identification that the pieces of a datagram share
 * @param body what follows, as much of it as there is
 */
record IpHeader(
    boolean isSix,
    int protocol,
    String source,
    String destination,
    int length,
    int fragment,
    boolean isFragmented,
    boolean hasMore,
    long id,
    PacketBytes body) {
  static final int ICMP = 1;
  static final int TCP = 6;
  static final int UDP = 17;
  static final int ICMP6 = 58;
  private static final int FRAGMENT_HEADER = 44;
  private static final int HEADER6 = 40;

  /** The header at the beginning of a packet, or null. */
  static IpHeader of(PacketBytes packet) {
    int version = packet.u8(0) >> 4;
    return version == 4 && packet.length() >= 20
        ? four(packet)
        : version == 6 && packet.length() >= HEADER6 ? six(packet) : null;
  }

  private static IpHeader four(PacketBytes packet) {
    int header = (packet.u8(0) & 0xf) * 4;
    int length = Math.max(0, packet.u16(2) - header);
    int fragment = (packet.u16(6) & 0x1fff) * 8;
    boolean hasMore = (packet.u16(6) & 0x2000) != 0;
    return new IpHeader(
        false,
        packet.u8(9),
        packet.address4(12),
        packet.address4(16),
        length,
        fragment,
        hasMore || fragment > 0,
        hasMore,
        packet.u16(4),
        packet.part(header, length));
  }

  private static IpHeader six(PacketBytes packet) {
    int length = packet.u16(4);
    int next = packet.u8(6);
    boolean isFragmented = next == FRAGMENT_HEADER;
    int header = isFragmented ? HEADER6 + 8 : HEADER6;
    int at = isFragmented ? packet.u16(HEADER6 + 2) : 0;
    int left = Math.max(0, length - (header - HEADER6));
    return new IpHeader(
        true,
        isFragmented ? packet.u8(HEADER6) : next,
        packet.address6(8),
        packet.address6(24),
        left,
        at & ~7,
        isFragmented,
        (at & 1) != 0,
        isFragmented ? packet.u32(HEADER6 + 4) : 0,
        packet.part(header, left));
  }

  /** Whether it is the first piece of a datagram, or a whole one. */
  boolean isFirst() {
    return fragment == 0;
  }

  boolean isTcp() {
    return protocol == TCP && isFirst() && body.length() >= 20;
  }

  boolean isUdp() {
    return protocol == UDP && isFirst() && body.length() >= 8;
  }

  boolean isIcmp() {
    return (protocol == ICMP || protocol == ICMP6) && isFirst();
  }

  /** The number of bytes of the program's own data in it. */
  int payload() {
    if (isTcp()) {
      return Math.max(0, length - new TcpHeader(body).headerLength());
    }
    if (protocol == UDP) {
      return isFirst() ? Math.max(0, length - 8) : length;
    }
    return 0;
  }
}
