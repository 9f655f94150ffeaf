package ipcsh.network;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Which device is connected to which: all to all on one wire, or each with a device of the router.
 * Hosts are numbered from 0, the router follows the last one. The devices of the hosts have the
 * numbers of the hosts; with a router, those of the router follow, one a host.
 *
 * @param names the names of the hosts, without the router
 * @param router the name of the router, or null
 * @param mtu the largest packet on the link of each host
 */
public record Topology(List<String> names, String router, List<Integer> mtu) {
  private static final int ROUTERS = 254;
  private static final int NETWORK = 10;
  private static final long NETWORK6 = 0xfd00_0000_0000_0000L;
  static final int NONE = -1;

  int hosts() {
    return names.size();
  }

  boolean hasRouter() {
    return router != null;
  }

  /** The number of hosts and routers. */
  int nodes() {
    return hosts() + (hasRouter() ? 1 : 0);
  }

  int devices() {
    return hasRouter() ? 2 * hosts() : hosts();
  }

  /** The host or router that has a device. */
  int owner(int device) {
    return Math.min(device, hosts());
  }

  String name(int node) {
    return node < hosts() ? names.get(node) : router;
  }

  /** The host at the link of a device. */
  int link(int device) {
    return device % hosts();
  }

  /** The device at the other end of a link to a router. */
  int opposite(int device) {
    return (device + hosts()) % devices();
  }

  /** The address of a device. */
  byte[] address(int device) {
    int host = link(device) + 1;
    return device >= hosts()
        ? new byte[] {NETWORK, 0, (byte) host, (byte) ROUTERS}
        : new byte[] {NETWORK, 0, (byte) (hasRouter() ? host : 0), (byte) (hasRouter() ? 1 : host)};
  }

  /** The address of IPv6 of a device. */
  byte[] address6(int device) {
    return ByteBuffer.allocate(16).putLong(network6(device)).putLong(id6(device)).array();
  }

  private long network6(int device) {
    return NETWORK6 + (hasRouter() ? link(device) + 1 : 0);
  }

  private long id6(int device) {
    return device >= hosts() ? ROUTERS : hasRouter() ? 1 : device + 1;
  }

  /** The name of the host with an address as text, or the address itself. */
  String named(String address) {
    for (int device = 0; device < devices(); device++) {
      if (text(device).equals(address) || text6(device).equals(address)) {
        return name(owner(device));
      }
    }
    return address;
  }

  /** The address of a device as text. */
  String text(int device) {
    return new PacketBytes(address(device)).address4(0);
  }

  /** The address of IPv6 of a device as text. */
  String text6(int device) {
    return new PacketBytes(address6(device)).address6(0);
  }

  /** The host or router with an address, or {@link #NONE}; of IPv4, the network is 0. */
  int node(boolean isSix, long network, long address) {
    for (int device = 0; device < devices(); device++) {
      boolean is =
          isSix
              ? address == id6(device) && network == network6(device)
              : address == Integer.toUnsignedLong(ByteBuffer.wrap(address(device)).getInt());
      if (is) {
        return owner(device);
      }
    }
    return NONE;
  }
}
