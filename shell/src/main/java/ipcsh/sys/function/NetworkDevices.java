package ipcsh.sys.function;

import ipcsh.sys.abi.NativeMemory;
import ipcsh.sys.abi.SocketConstants;
import ipcsh.sys.invoke.NativeFunction;
import ipcsh.sys.invoke.SyscallInvoker;
import java.nio.charset.StandardCharsets;

/**
 * The network devices of the calling process's namespace, {@code netdevice(7)}: TUN devices, their
 * addresses and routes. The descriptors are sockets of the address's family, except for {@link
 * #tun}.
 */
public final class NetworkDevices extends Functions {
  private static final NativeFunction IOCTL = NativeFunction.of("ioctl", "fd int ptr").silent();

  private static final int TUNSETIFF = 0x400454ca;
  private static final int SIOCADDRT = 0x890b;
  private static final int SIOCGIFFLAGS = 0x8913;
  private static final int SIOCSIFFLAGS = 0x8914;
  private static final int SIOCSIFADDR = 0x8916;
  private static final int SIOCSIFNETMASK = 0x891c;
  private static final int SIOCSIFMTU = 0x8922;
  private static final int SIOCGIFINDEX = 0x8933;
  private static final int SIOCSIFTXQLEN = 0x8943;

  private static final int IFF_UP = 1;
  private static final int IFF_TUN = 1;
  private static final int IFF_NO_PI = 0x1000;
  private static final int RTF_UP = 1;

  /** {@code struct ifreq}: the name, then a union. */
  private static final class InterfaceRequest {
    static final int SIZE = 40;
    static final int UNION = 16;
  }

  /** {@code struct rtentry}: a route of IPv4. */
  private static final class RouteEntry {
    static final int SIZE = 120;
    static final int DST = 8;
    static final int GATEWAY = 24;
    static final int GENMASK = 40;
    static final int FLAGS = 56;
    static final int DEV = 88;
  }

  /** {@code struct in6_ifreq} and {@code struct in6_rtmsg}, which begin with an address. */
  private static final class SixRequest {
    static final int PREFIX = 16;
    static final int INDEX = 20;
    static final int SIZE = 24;
    static final int ROUTE_SIZE = 80;
    static final int ROUTE_METRIC = 56;
    static final int ROUTE_FLAGS = 72;
    static final int ROUTE_INDEX = 76;
  }

  private static final int IN_ADDR = 4;

  public NetworkDevices(SyscallInvoker invoker) {
    super(invoker);
  }

  /** Makes a descriptor of {@code /dev/net/tun} a TUN device without a header of its own. */
  public void tun(int fd, String name) {
    call("TUNSETIFF", TUNSETIFF, fd, request(name).putShort(16, IFF_TUN | IFF_NO_PI));
  }

  /** Sets a device up. */
  public void up(int socket, String name) {
    NativeMemory request = request(name);
    call("SIOCGIFFLAGS", SIOCGIFFLAGS, socket, request);
    int flags = request.getShort(InterfaceRequest.UNION);
    request.putShort(InterfaceRequest.UNION, flags | IFF_UP);
    call("SIOCSIFFLAGS", SIOCSIFFLAGS, socket, request);
  }

  /** Sets the largest packet of a device. */
  public void mtu(int socket, String name, int mtu) {
    call("SIOCSIFMTU", SIOCSIFMTU, socket, request(name).putInt(InterfaceRequest.UNION, mtu));
  }

  /** Sets how many packets wait in a device for their reader. */
  public void queue(int socket, String name, int packets) {
    NativeMemory request = request(name).putInt(InterfaceRequest.UNION, packets);
    call("SIOCSIFTXQLEN", SIOCSIFTXQLEN, socket, request);
  }

  /** Gives a device an address of IPv4. */
  public void address(int socket, String name, byte[] address, int prefix) {
    call("SIOCSIFADDR", SIOCSIFADDR, socket, with(name, address));
    int mask = prefix == 0 ? 0 : -1 << 32 - prefix;
    byte[] bytes = {(byte) (mask >> 24), (byte) (mask >> 16), (byte) (mask >> 8), (byte) mask};
    call("SIOCSIFNETMASK", SIOCSIFNETMASK, socket, with(name, bytes));
  }

  /** Gives a device an address of IPv6. */
  public void address6(int socket, String name, byte[] address, int prefix) {
    int index = index(socket, name);
    NativeMemory request = fresh().take(SixRequest.SIZE).zero().put(0, address);
    request.putInt(SixRequest.PREFIX, prefix).putInt(SixRequest.INDEX, index);
    call("SIOCSIFADDR", SIOCSIFADDR, socket, request);
  }

  /** Makes a device the default route of IPv4. */
  public void defaultRoute(int socket, String name) {
    NativeMemory device = fresh().string(name);
    NativeMemory route = invoker.arena().take(RouteEntry.SIZE).zero();
    for (int at : new int[] {RouteEntry.DST, RouteEntry.GATEWAY, RouteEntry.GENMASK}) {
      route.putShort(at, SocketConstants.AF_INET);
    }
    route.putShort(RouteEntry.FLAGS, RTF_UP).putLong(RouteEntry.DEV, device.address());
    call("SIOCADDRT", SIOCADDRT, socket, route);
  }

  /** Makes a device the default route of IPv6. */
  public void defaultRoute6(int socket, String name) {
    int index = index(socket, name);
    NativeMemory route = fresh().take(SixRequest.ROUTE_SIZE).zero();
    route.putInt(SixRequest.ROUTE_METRIC, 1).putInt(SixRequest.ROUTE_FLAGS, RTF_UP);
    route.putInt(SixRequest.ROUTE_INDEX, index);
    call("SIOCADDRT", SIOCADDRT, socket, route);
  }

  private int index(int socket, String name) {
    NativeMemory request = request(name);
    call("SIOCGIFINDEX", SIOCGIFINDEX, socket, request);
    return request.getInt(InterfaceRequest.UNION);
  }

  private NativeMemory with(String name, byte[] address) {
    NativeMemory request = request(name).putShort(InterfaceRequest.UNION, SocketConstants.AF_INET);
    return request.put(InterfaceRequest.UNION + IN_ADDR, address);
  }

  private NativeMemory request(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
    return fresh().take(InterfaceRequest.SIZE).zero().put(0, bytes);
  }

  private void call(String what, int request, int fd, NativeMemory argument) {
    if (invoker.call(IOCTL, fd, request, argument.address(), 0, 0, 0) == -1) {
      throw failure("ioctl", fd, word(what));
    }
  }
}
