package ipcsh.command.topic;

import static ipcsh.sys.abi.SocketConstants.AF_INET;
import static ipcsh.sys.abi.SocketConstants.AF_INET6;
import static ipcsh.sys.abi.SocketConstants.IPV6_ADD_MEMBERSHIP;
import static ipcsh.sys.abi.SocketConstants.IPV6_DROP_MEMBERSHIP;
import static ipcsh.sys.abi.SocketConstants.IP_ADD_MEMBERSHIP;
import static ipcsh.sys.abi.SocketConstants.IP_DROP_MEMBERSHIP;
import static ipcsh.sys.abi.SocketConstants.IP_MULTICAST_IF;
import static ipcsh.sys.abi.SocketConstants.SOL_IP;
import static ipcsh.sys.abi.SocketConstants.SOL_IPV6;

import ipcsh.sys.abi.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;

/**
 * Converts a map to {@code struct ip_mreqn} ({@code imr_multiaddr}, {@code imr_address}, {@code
 * imr_ifindex}) or {@code struct ipv6_mreq} ({@code ipv6mr_multiaddr}, {@code ipv6mr_interface}).
 */
final class Membership {
  private static final int HOST4 = 4;
  private static final int HOST6 = 8;

  private Membership() {}

  static boolean isFor(int level, int name) {
    return switch (level) {
      case SOL_IP ->
          name == IP_ADD_MEMBERSHIP || name == IP_DROP_MEMBERSHIP || name == IP_MULTICAST_IF;
      case SOL_IPV6 -> name == IPV6_ADD_MEMBERSHIP || name == IPV6_DROP_MEMBERSHIP;
      default -> false;
    };
  }

  static byte[] of(int level, Map<?, ?> map) {
    return level == SOL_IP
        ? ByteBuffer.allocate(12)
            .order(ByteOrder.nativeOrder())
            .put(host4(map, "multiaddr"))
            .put(host4(map, map.containsKey("imr_interface") ? "interface" : "address"))
            .putInt((int) OptionValue.field(map, "imr_", "ifindex", 0))
            .array()
        : ByteBuffer.allocate(20)
            .order(ByteOrder.nativeOrder())
            .put(host6(map))
            .putInt((int) OptionValue.field(map, "ipv6mr_", "interface", 0))
            .array();
  }

  private static byte[] host4(Map<?, ?> map, String name) {
    String host = text(map, "imr_" + name, name, "0.0.0.0");
    byte[] address = SocketAddress.parse(AF_INET, host + ":0").bytes();
    return Arrays.copyOfRange(address, HOST4, HOST4 + 4);
  }

  private static byte[] host6(Map<?, ?> map) {
    String host = text(map, "ipv6mr_multiaddr", "multiaddr", "::");
    byte[] address = SocketAddress.parse(AF_INET6, "[" + host + "]:0").bytes();
    return Arrays.copyOfRange(address, HOST6, HOST6 + 16);
  }

  private static String text(Map<?, ?> map, String name, String shortName, String otherwise) {
    Object given = map.get(name) == null ? map.get(shortName) : map.get(name);
    return given == null ? otherwise : given.toString();
  }
}
