package ipcsh.sys.abi;

import static ipcsh.sys.abi.SocketConstants.AF_NETLINK;
import static ipcsh.sys.abi.SocketConstants.AF_VSOCK;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numeric addresses, parsed and formatted: {@code netlink 4711}, {@code netlink 4711 groups 0x5}
 * (netlink(7)); {@code 2:1024}, context ID and port, {@code *} for any (vsock(7)); and for every
 * other family {@code sockaddr 17 00 03 00 ff}, its number and the following bytes.
 */
final class NumberedText {
  static final int NETLINK_SIZE = 12;
  static final int VSOCK_SIZE = 16;

  /** {@code VMADDR_CID_ANY} and {@code VMADDR_PORT_ANY}. */
  private static final int ANY = -1;

  private static final Pattern NETLINK =
      Pattern.compile("netlink (\\d{1,10})(?: groups 0x([0-9a-fA-F]{1,8}))?");
  private static final Pattern VSOCK = Pattern.compile("(\\d{1,10}|\\*):(\\d{1,10}|\\*)");
  private static final Pattern OTHER =
      Pattern.compile("sockaddr (\\d{1,5})((?: [0-9a-fA-F]{2}){0,126})");

  private NumberedText() {}

  static byte[] netlink(String text) {
    Matcher parts = NETLINK.matcher(text);
    if (!parts.matches()) {
      throw wrong("an AF_NETLINK address, 'netlink 4711' or 'netlink 0 groups 0x1'", text);
    }
    String groups = parts.group(2) == null ? "0" : parts.group(2);
    return header(AF_NETLINK, NETLINK_SIZE)
        .putShort((short) 0)
        .putInt(number(parts.group(1), text))
        .putInt(Integer.parseUnsignedInt(groups, 16))
        .array();
  }

  static byte[] vsock(String text) {
    Matcher parts = VSOCK.matcher(text);
    if (!parts.matches()) {
      throw wrong("an AF_VSOCK address, context and port, '2:1024' or '*:1024'", text);
    }
    return vsock(number(parts.group(1), text), number(parts.group(2), text));
  }

  /** Any context ID, any port. */
  static byte[] anyVsock() {
    return vsock(ANY, ANY);
  }

  private static byte[] vsock(int context, int port) {
    return header(AF_VSOCK, VSOCK_SIZE).putShort((short) 0).putInt(port).putInt(context).array();
  }

  private static int number(String digits, String text) {
    if (digits.equals("*")) {
      return ANY;
    }
    long number = Long.parseLong(digits);
    if (number >>> Integer.SIZE != 0) {
      throw wrong("numbers of 32 bits", text);
    }
    return (int) number;
  }

  static byte[] other(int family, String text) {
    Matcher parts = OTHER.matcher(text);
    if (!parts.matches() || Integer.parseInt(parts.group(1)) != family) {
      throw wrong("an address of family " + family + ", 'sockaddr " + family + " 00 ff'", text);
    }
    byte[] body = HexFormat.of().parseHex(parts.group(2).replace(" ", ""));
    return header(family, Short.BYTES + body.length).put(body).array();
  }

  private static ByteBuffer header(int family, int size) {
    return SocketAddress.header(family, size).order(ByteOrder.nativeOrder());
  }

  private static IllegalArgumentException wrong(String expected, String given) {
    return new IllegalArgumentException("expected " + expected + ", given '" + given + "'");
  }

  static String render(int family, byte[] address) {
    ByteBuffer in = ByteBuffer.wrap(address).order(ByteOrder.nativeOrder());
    if (family == AF_NETLINK && address.length >= NETLINK_SIZE) {
      int groups = in.getInt(8);
      String more = groups == 0 ? "" : " groups 0x" + Integer.toHexString(groups);
      return "netlink " + Integer.toUnsignedString(in.getInt(4)) + more;
    }
    if (family == AF_VSOCK && address.length >= VSOCK_SIZE) {
      return shown(in.getInt(8)) + ":" + shown(in.getInt(4));
    }
    byte[] body = Arrays.copyOfRange(address, Short.BYTES, address.length);
    String bytes = HexFormat.ofDelimiter(" ").formatHex(body);
    return ("sockaddr " + family + " " + bytes).stripTrailing();
  }

  private static String shown(int number) {
    return number == ANY ? "*" : Integer.toUnsignedString(number);
  }

  /** The fields that strace prints after the family; null if it has no names for them. */
  static String traced(int family, byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    if (family == AF_NETLINK && bytes.length >= NETLINK_SIZE) {
      int padding = in.getShort(2) & 0xffff;
      return (padding == 0 ? "" : ", nl_pad=0x" + Integer.toHexString(padding))
          + ", nl_pid="
          + in.getInt(4)
          + ", nl_groups="
          + (in.getInt(8) == 0 ? "00000000" : String.format("%#08x", in.getInt(8)));
    }
    return family == AF_VSOCK && bytes.length >= VSOCK_SIZE ? tracedVsock(in) : null;
  }

  private static String tracedVsock(ByteBuffer in) {
    int port = in.getInt(4);
    int context = in.getInt(8);
    String who =
        switch (context) {
          case -1 -> "VMADDR_CID_ANY";
          case 0 -> "VMADDR_CID_HYPERVISOR";
          case 1 -> "VMADDR_CID_LOCAL";
          case 2 -> "VMADDR_CID_HOST";
          default -> "0x" + Integer.toHexString(context);
        };
    return ", svm_cid="
        + who
        + ", svm_port="
        + (port == -1 ? "VMADDR_PORT_ANY" : "0x" + Integer.toHexString(port))
        + ", svm_flags="
        + (in.get(12) == 0 ? "0" : String.format("%#x", in.get(12)));
  }
}
