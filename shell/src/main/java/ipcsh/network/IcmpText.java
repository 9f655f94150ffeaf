package ipcsh.network;

import java.util.function.UnaryOperator;

/** Messages of ICMP, {@code icmp(7)}, as tcpdump writes them. */
final class IcmpText {
  private static final int HEADER = 8;

  private final PacketBytes bytes;
  private final int length;
  private final boolean isSix;
  private final UnaryOperator<String> names;

  /**
   * @param length the length of the message, of which {@code bytes} may be only a part
   */
  IcmpText(PacketBytes bytes, int length, boolean isSix, UnaryOperator<String> names) {
    this.bytes = bytes;
    this.length = length;
    this.isSix = isSix;
    this.names = names;
  }

  String text() {
    return (isSix ? "ICMP6, " + what6() : "ICMP " + what4()) + ", length " + length;
  }

  private String what4() {
    int code = bytes.u8(1);
    return switch (bytes.u8(0)) {
      case 0 -> "echo reply, " + echo();
      case 8 -> "echo request, " + echo();
      case 3 -> unreachable4(code);
      case 11 -> code == 0 ? "time exceeded in-transit" : "ip reassembly time exceeded";
      default -> "type-#" + bytes.u8(0);
    };
  }

  private String echo() {
    return "id " + bytes.u16(4) + ", seq " + bytes.u16(6);
  }

  /** The packet that the message is about. */
  private IpHeader about() {
    return IpHeader.of(bytes.from(HEADER));
  }

  private String unreachable4(int code) {
    IpHeader about = about();
    String host = about == null ? "?" : names.apply(about.destination());
    return switch (code) {
      case 0 -> "net " + host + " unreachable";
      case 1 -> "host " + host + " unreachable";
      case 2 -> host + " protocol " + (about == null ? 0 : about.protocol()) + " unreachable";
      case 3 -> port(about, host);
      case 4 -> host + " unreachable - need to frag (mtu " + bytes.u16(6) + ")";
      case 13 -> "host " + host + " unreachable - admin prohibited filter";
      default -> host + " unreachable - #" + code;
    };
  }

  private static String port(IpHeader about, String host) {
    if (about == null || about.body().length() < 4) {
      return host + " port unreachable";
    }
    int port = about.body().u16(2);
    return switch (about.protocol()) {
      case IpHeader.TCP -> host + " tcp port " + port + " unreachable";
      case IpHeader.UDP -> host + " udp port " + port + " unreachable";
      default -> host + " protocol " + about.protocol() + " port " + port + " unreachable";
    };
  }

  private String what6() {
    int code = bytes.u8(1);
    return switch (bytes.u8(0)) {
      case 1 -> "destination unreachable, " + unreachable6(code);
      case 2 -> "packet too big, mtu " + bytes.u32(4);
      case 3 ->
          "time exceeded in-transit"
              + (about() == null ? "" : " for " + names.apply(about().destination()));
      case 128 -> "echo request, " + echo();
      case 129 -> "echo reply, " + echo();
      default -> "type-#" + bytes.u8(0);
    };
  }

  private String unreachable6(int code) {
    IpHeader about = about();
    String host = about == null ? "?" : names.apply(about.destination());
    if (code == 4 && about != null) {
      int port = about.body().u16(2);
      String kind =
          about.protocol() == IpHeader.TCP
              ? " tcp"
              : about.protocol() == IpHeader.UDP ? " udp" : "";
      return "unreachable port, " + host + kind + " port " + port;
    }
    return switch (code) {
      case 0 -> "unreachable route " + host;
      case 1 -> "unreachable prohibited " + host;
      case 3 -> "unreachable address " + host;
      default -> "unknown unreach code (" + code + ")";
    };
  }
}
