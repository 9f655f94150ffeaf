package ipcsh.network;

import java.util.function.UnaryOperator;

/**
 * Packets as {@code tcpdump -n} writes them, without the decoding of what programs send: {@code IP
 * 10.0.0.1.40000 > 10.0.0.2.5000: UDP, length 5}.
 */
final class PacketText {
  private final IpHeader ip;
  private final TcpConversations.Base base;
  private final UnaryOperator<String> names;
  private final boolean isBrief;

  private PacketText(
      IpHeader ip, TcpConversations.Base base, UnaryOperator<String> names, boolean isBrief) {
    this.ip = ip;
    this.base = base;
    this.names = names;
    this.isBrief = isBrief;
  }

  /** The text of tcpdump. */
  static String of(IpHeader ip, TcpConversations.Base base) {
    return (ip.isSix() ? "IP6 " : "IP ")
        + new PacketText(ip, base, UnaryOperator.identity(), false).text();
  }

  /**
   * The same with names instead of addresses, without options of TCP, and with relative numbers
   * from the beginning of a connection, for a table.
   */
  static String brief(IpHeader ip, TcpConversations.Base base, UnaryOperator<String> names) {
    return new PacketText(ip, base, names, true).text();
  }

  private String text() {
    if (ip.isTcp()) {
      TcpHeader tcp = new TcpHeader(ip.body());
      return ends(tcp.sourcePort(), tcp.destinationPort()) + tcp(tcp);
    }
    if (ip.isUdp()) {
      return ends(ip.body().u16(0), ip.body().u16(2)) + udp();
    }
    String fragment = ip.isSix() && ip.isFragmented() ? fragment6() : "";
    if (ip.isIcmp()) {
      IcmpText icmp = new IcmpText(ip.body(), ip.length(), ip.isSix(), names);
      return hosts() + fragment + icmp.text();
    }
    return hosts() + (ip.isSix() ? fragment.stripTrailing() : "ip-proto-" + ip.protocol());
  }

  private String hosts() {
    return names.apply(ip.source()) + " > " + names.apply(ip.destination()) + ": ";
  }

  private String fragment6() {
    return "frag (" + ip.fragment() + "|" + ip.length() + ") ";
  }

  private String ends(int from, int to) {
    return ip.isSix() && ip.isFragmented()
        // tcpdump has written the addresses before it comes to the ports
        ? hosts() + fragment6() + from + " > " + to + ": "
        : names.apply(ip.source())
            + "."
            + from
            + " > "
            + names.apply(ip.destination())
            + "."
            + to
            + ": ";
  }

  private String udp() {
    return "UDP, length " + (ip.body().u16(4) - 8);
  }

  private String tcp(TcpHeader tcp) {
    int payload = ip.payload();
    StringBuilder text = new StringBuilder("Flags [").append(tcp.flags()).append(']');
    if (payload > 0 || tcp.isSyn() || tcp.isFin() || tcp.isReset()) {
      long from = isBrief && tcp.isSyn() ? tcp.sequence() : base.sequence();
      long sequence = tcp.sequence() - from & 0xffffffffL;
      text.append(", seq ").append(sequence);
      if (payload > 0) {
        text.append(':').append(sequence + payload & 0xffffffffL);
      }
    }
    if (tcp.isAck()) {
      long from = isBrief && tcp.isSyn() ? tcp.acknowledgment() - 1 : base.acknowledgment();
      long acknowledgment = tcp.acknowledgment() - from & 0xffffffffL;
      text.append(", ack ").append(acknowledgment);
    }
    text.append(", win ").append(tcp.window());
    if (tcp.isUrgent()) {
      text.append(", urg ").append(tcp.urgent());
    }
    if (!isBrief && tcp.hasOptions()) {
      text.append(", options [").append(tcp.options(base.acknowledgment())).append(']');
    }
    return text.append(", length ").append(payload).toString();
  }
}
