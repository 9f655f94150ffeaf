package ipcsh.sys.abi;

import static ipcsh.sys.abi.SocketConstants.AF_INET;
import static ipcsh.sys.abi.SocketConstants.AF_INET6;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Internet addresses with ports, parsed and formatted: {@code 127.0.0.1:80}, {@code [::1]:80},
 * {@code [fe80::1%eth0]:80}. An empty host or {@code *} is the wildcard address, {@code localhost}
 * the loopback address; no other name is looked up, because that would use the network.
 */
final class InternetText {
  static final int SIZE4 = 16;
  static final int SIZE6 = 28;
  private static final Pattern V6 = Pattern.compile("\\[([0-9a-fA-F:.]*)(?:%(\\w+))?]:(\\d+)");

  private InternetText() {}

  static byte[] parse(int family, String text) {
    return family == AF_INET ? parse4(text) : parse6(text);
  }

  private static byte[] parse4(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      throw wrong("an AF_INET address, '127.0.0.1:8080'", text);
    }
    byte[] host = host4(text.substring(0, colon), text);
    ByteBuffer out = SocketAddress.header(AF_INET, SIZE4);
    return out.putShort(port(text.substring(colon + 1), text)).put(host).array();
  }

  private static byte[] host4(String host, String text) {
    switch (host) {
      case "", "*":
        return new byte[4];
      case "localhost":
        return new byte[] {127, 0, 0, 1};
      default:
        byte[] bytes = new byte[4];
        int from = 0;
        for (int i = 0; i < 4; i++) {
          int end = i < 3 ? host.indexOf('.', from) : host.length();
          int number = end < 0 ? -1 : number(host, from, end, 3);
          if (number < 0 || number > 255) {
            throw wrong("an AF_INET address, '127.0.0.1:8080'", text);
          }
          bytes[i] = (byte) number;
          from = end + 1;
        }
        return bytes;
    }
  }

  /** A number of one to so many ASCII digits; -1 if it is none. */
  private static int number(String text, int from, int end, int most) {
    if (end <= from || end - from > most) {
      return -1;
    }
    int number = 0;
    for (int i = from; i < end; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = 10 * number + digit;
    }
    return number;
  }

  private static byte[] parse6(String text) {
    String whole =
        text.replaceFirst("^(localhost):", "[::1]:").replaceFirst("^\\*?:(?=\\d+$)", "[::]:");
    Matcher parts = V6.matcher(whole);
    if (!parts.matches()) {
      throw wrong("an AF_INET6 address, '[::1]:8080'", text);
    }
    byte[] host = host6(parts.group(1).isEmpty() ? "::" : parts.group(1), text);
    int scope = parts.group(2) == null ? 0 : scope(parts.group(2), text);
    ByteBuffer out = SocketAddress.header(AF_INET6, SIZE6);
    out.putShort(port(parts.group(3), text)).putInt(0).put(host);
    return out.order(ByteOrder.nativeOrder()).putInt(scope).array();
  }

  private static byte[] host6(String host, String text) {
    if (!host.contains(":")) {
      throw wrong("an AF_INET6 address, '[::1]:8080'", text);
    }
    try {
      byte[] bytes = InetAddress.getByName(host).getAddress();
      return bytes.length == 16 ? bytes : mapped(bytes);
    } catch (UnknownHostException e) {
      throw wrong("an AF_INET6 address, '[::1]:8080'", text);
    }
  }

  private static byte[] mapped(byte[] v4) {
    byte[] bytes = new byte[16];
    bytes[10] = bytes[11] = (byte) 0xff;
    System.arraycopy(v4, 0, bytes, 12, 4);
    return bytes;
  }

  private static int scope(String name, String text) {
    if (name.matches("\\d{1,9}")) {
      return Integer.parseInt(name);
    }
    try {
      NetworkInterface found = NetworkInterface.getByName(name);
      if (found != null) {
        return found.getIndex();
      }
    } catch (SocketException e) {
      // reported below
    }
    throw wrong("a network interface after '%'", text);
  }

  private static short port(String digits, String text) {
    int port = number(digits, 0, digits.length(), 5);
    if (port < 0 || port > 65535) {
      throw wrong("a port from 0 to 65535 after the ':'", text);
    }
    return (short) port;
  }

  private static IllegalArgumentException wrong(String expected, String given) {
    return new IllegalArgumentException("expected " + expected + ", given '" + given + "'");
  }

  static String render(byte[] address) {
    ByteBuffer in = ByteBuffer.wrap(address).order(ByteOrder.nativeOrder());
    int family = in.getShort();
    if (address.length < (family == AF_INET ? 8 : SIZE6)) {
      return "";
    }
    int port = in.order(ByteOrder.BIG_ENDIAN).getShort() & 0xffff;
    if (family == AF_INET) {
      return (address[4] & 0xff)
          + "."
          + (address[5] & 0xff)
          + "."
          + (address[6] & 0xff)
          + "."
          + (address[7] & 0xff)
          + ":"
          + port;
    }
    int scope = in.order(ByteOrder.nativeOrder()).getInt(24);
    return "["
        + host6(Arrays.copyOfRange(address, 8, 24))
        + (scope == 0 ? "" : "%" + scope)
        + "]:"
        + port;
  }

  /** Formats as {@code inet_ntop(3)}: the longest run of zero groups becomes two colons. */
  static String host6(byte[] bytes) {
    int[] groups = new int[8];
    for (int i = 0; i < 8; i++) {
      groups[i] = (bytes[2 * i] & 0xff) << 8 | bytes[2 * i + 1] & 0xff;
    }
    int start = -1;
    int length = 1;
    for (int i = 0; i < 8; i++) {
      int end = i;
      while (end < 8 && groups[end] == 0) {
        end++;
      }
      if (end - i > length) {
        start = i;
        length = end - i;
      }
    }
    boolean v4 =
        start == 0 && (length == 5 && groups[5] == 0xffff || length == 6 && groups[6] != 0);
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < (v4 ? 6 : 8); i++) {
      if (i == start) {
        out.append("::");
        i += length - 1;
      } else {
        out.append(out.length() == 0 || out.charAt(out.length() - 1) == ':' ? "" : ":");
        out.append(Integer.toHexString(groups[i]));
      }
    }
    if (v4) {
      out.append(out.charAt(out.length() - 1) == ':' ? "" : ":");
      out.append(bytes[12] & 0xff).append('.').append(bytes[13] & 0xff).append('.');
      out.append(bytes[14] & 0xff).append('.').append(bytes[15] & 0xff);
    }
    return out.toString();
  }

  /** The fields that strace prints after the family; null if there are too few bytes. */
  static String traced(int family, byte[] bytes) {
    if (family == AF_INET) {
      return bytes.length < SIZE4
          ? null
          : ", sin_port=htons(" + port(bytes) + "), sin_addr=inet_addr(\"" + host4(bytes) + "\")";
    }
    // very old kernels have no scope ID
    if (bytes.length < SIZE6 - Integer.BYTES) {
      return null;
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    String scope =
        bytes.length < SIZE6
            ? ""
            : ", sin6_scope_id=" + in.order(ByteOrder.nativeOrder()).getInt(SIZE6 - Integer.BYTES);
    return ", sin6_port=htons("
        + port(bytes)
        + "), sin6_flowinfo=htonl("
        + Integer.toUnsignedString(in.order(ByteOrder.BIG_ENDIAN).getInt(Integer.BYTES))
        + "), inet_pton(AF_INET6, \""
        + host6(Arrays.copyOfRange(bytes, 8, 24))
        + "\", &sin6_addr)"
        + scope;
  }

  /** The initializer that follows "struct sockaddr" in C; null if there are too few bytes. */
  static String inC(byte[] bytes) {
    return bytes.length < SIZE4
        ? null
        : "_in) {AF_INET, htons("
            + port(bytes)
            + "), {htonl(0x"
            + Integer.toHexString(ByteBuffer.wrap(bytes).getInt(Integer.BYTES))
            + ")}";
  }

  private static int port(byte[] bytes) {
    return (bytes[2] & 0xff) << 8 | bytes[3] & 0xff;
  }

  private static String host4(byte[] b) {
    return (b[4] & 0xff) + "." + (b[5] & 0xff) + "." + (b[6] & 0xff) + "." + (b[7] & 0xff);
  }
}
