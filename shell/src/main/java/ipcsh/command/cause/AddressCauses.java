package ipcsh.command.cause;

import static ipcsh.sys.abi.SocketConstants.AF_INET6;
import static ipcsh.sys.abi.SocketConstants.AF_NETLINK;
import static ipcsh.sys.abi.SocketConstants.AF_UNIX;
import static ipcsh.sys.abi.SocketConstants.IPV6_V6ONLY;
import static ipcsh.sys.abi.SocketConstants.SOCK_DGRAM;
import static ipcsh.sys.abi.SocketConstants.SOCK_SEQPACKET;
import static ipcsh.sys.abi.SocketConstants.SOCK_STREAM;
import static ipcsh.sys.abi.SocketConstants.SOL_IPV6;

import ipcsh.inspect.SocketObject;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.FailedCall;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.FileId;
import ipcsh.sys.abi.SocketAddress;
import ipcsh.sys.text.KernelText;
import java.util.Arrays;
import java.util.List;

/**
 * Causes of failures with socket names: they cannot be bound, or no socket can be reached at them.
 */
final class AddressCauses {
  private static final int UNIX_PATH = 108;

  /** The size in bytes of the family at the beginning of an address. */
  private static final int FAMILY = 2;

  /** The first byte of multicast addresses, above all unicast networks; broadcast is above too. */
  private static final int FIRST_MULTICAST = 224;

  private static final String UNSEEN = "a process that cannot be seen from here";

  private final FailureContext scene;
  private final FailedCall call;
  private final SocketAddress address;

  AddressCauses(FailureContext scene) {
    this.scene = scene;
    this.call = scene.call();
    SocketAddress given = call.address();
    this.address = given == null ? (SocketAddress) call.unshown("to") : given;
  }

  Cause find() {
    if (address == null) {
      return call.function().equals("listen") ? listen() : null;
    }
    return switch (call.function()) {
      case "bind" -> bind();
      case "connect", "sendto", "sendmsg" -> reach();
      default -> null;
    };
  }

  private boolean isUnix() {
    return address.family() == AF_UNIX;
  }

  private String text() {
    return address.toString();
  }

  private boolean isAbstract() {
    byte[] bytes = address.bytes();
    return isUnix() && bytes.length > 2 && bytes[2] == 0;
  }

  /** The path as passed to the kernel. */
  private String path() {
    byte[] bytes = address.bytes();
    int end = 2;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    return KernelText.decode(Arrays.copyOfRange(bytes, 2, end));
  }

  private int port() {
    return port(text());
  }

  private static int port(String address) {
    return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
  }

  private static String host(String address) {
    return address.substring(0, address.lastIndexOf(':'));
  }

  private Cause bind() {
    return switch (call.errno()) {
      case EADDRINUSE -> taken();
      case EINVAL -> unboundable();
      case EACCES -> isUnix() ? way() : lowPort();
      case ENOENT, ENOTDIR, ELOOP, EROFS -> isUnix() ? way() : null;
      case EADDRNOTAVAIL -> Cause.of("no-interface").with("host", host(text()));
      default -> null;
    };
  }

  private Cause taken() {
    return isUnix()
        ? takenName()
        : isNetlink() ? Cause.of("netlink").with("name", text()) : takenPort(port(), host(text()));
  }

  private boolean isNetlink() {
    return address.family() == AF_NETLINK;
  }

  /** Whether it is an address without a name, and not null. */
  private boolean isEmpty() {
    return isUnix() && address.bytes().length <= FAMILY;
  }

  private Cause takenName() {
    if (isAbstract()) {
      for (SocketObject other : scene.sockets().unix(text())) {
        return Cause.of("abstract").with("name", text()).with("who", seen(other));
      }
      return null;
    }
    FileId there = scene.walk(path()).itself();
    if (there == null) {
      return null;
    }
    if (there.type() != FileConstants.S_IFSOCK) {
      return Cause.of("file").with("path", text()).with("kind", PathWalk.kind(there.type()));
    }
    for (SocketObject other : scene.sockets().unix(there)) {
      return Cause.of("live").with("path", text()).with("who", seen(other));
    }
    return Cause.of("stale").with("path", text());
  }

  private String seen(SocketObject socket) {
    String who = scene.who(socket);
    return who == null ? UNSEEN : who;
  }

  private Cause takenPort(int port, String host) {
    DescriptorTarget mine = scene.target();
    if (port == 0) {
      String range =
          scene.text("/proc/sys/net/ipv4/ip_local_port_range").replaceAll("\\s+", " to ");
      return Cause.of("no-port").with("range", range);
    }
    if (mine == null) {
      return null;
    }
    long own = mine.socketInode();
    Cause found = null;
    for (SocketObject other : scene.sockets().internet(mine.type() == SOCK_STREAM, port)) {
      if (other.inode() == own && own != 0 || !conflict(host, host(other.name()))) {
        continue;
      }
      String state = state(other);
      Cause one =
          Cause.of(state)
              .with("address", other.name())
              .with("state", other.state())
              .with("who", other.inode() == 0 ? "" : seen(other));
      if (state.equals("listening")) {
        return one;
      }
      found = found == null || found.name().equals("time-wait") ? one : found;
    }
    return found;
  }

  private static String state(SocketObject socket) {
    if (socket.isListening()) {
      return "listening";
    }
    if ("time-wait".equals(socket.state())) {
      return "time-wait";
    }
    return socket.peerName() == null ? "bound" : "connection";
  }

  private static boolean conflict(String one, String other) {
    return isAny(one) || isAny(other) || one.equals(other) || other.equals("[::ffff:" + one + "]");
  }

  private static boolean isAny(String host) {
    return host.equals("0.0.0.0") || host.equals("[::]");
  }

  private Cause unboundable() {
    DescriptorTarget mine = scene.target();
    if (isUnix() && address.bytes().length - 2 > UNIX_PATH) {
      return Cause.of("long").with("n", address.bytes().length - 2);
    }
    String name = mine == null || !mine.isSocket() ? null : mine.name();
    return name == null ? null : Cause.of("bound").with("name", name);
  }

  private Cause lowPort() {
    String first = scene.text("/proc/sys/net/ipv4/ip_unprivileged_port_start");
    return first.isEmpty() || port() >= Integer.parseInt(first)
        ? null
        : Cause.of("low-port").with("first", first);
  }

  /** The error in the resolution of a path. */
  private Cause way() {
    return new PathCauses(scene).way(path(), true);
  }

  private Cause listen() {
    DescriptorTarget mine = scene.target();
    if (mine == null || !mine.isSocket()) {
      return null;
    }
    return switch (call.errno()) {
      case EADDRINUSE ->
          mine.name() == null ? null : takenPort(port(mine.name()), host(mine.name()));
      case EINVAL ->
          mine.peer() != null
              ? Cause.of("connected")
              : mine.isUnix() && mine.name() == null ? Cause.of("unbound") : null;
      default -> null;
    };
  }

  private Cause reach() {
    if (isNetlink()) {
      return call.errno() == Errno.ECONNREFUSED ? Cause.of("netlink").with("name", text()) : null;
    }
    return switch (call.errno()) {
      case ENETUNREACH -> notToBeReached();
      case ECONNREFUSED -> refused();
      case ENOENT -> missing();
      case EACCES -> isUnix() ? forbidden() : Cause.of("broadcast");
      case ENOTDIR, ELOOP -> isUnix() ? new PathCauses(scene).way(path(), false) : null;
      case EPROTOTYPE -> otherType();
      case EAGAIN -> backlog();
      case EINVAL -> unreachable();
      case EPERM -> isUnix() ? connectedElsewhere() : null;
      case EADDRNOTAVAIL -> call.function().equals("connect") ? used() : null;
      default -> null;
    };
  }

  private Cause notToBeReached() {
    DescriptorTarget mine = scene.target();
    if (mine == null || isUnix()) {
      return null;
    }
    if (mine.domain() == AF_INET6
        && text().startsWith("[::ffff:")
        && mine.option(SOL_IPV6, IPV6_V6ONLY) == 1) {
      return Cause.of("v6only").with("address", text());
    }
    String first = host(text()).replaceFirst("\\..*", "");
    boolean many = first.matches("\\d+") && Integer.parseInt(first) >= FIRST_MULTICAST;
    return mine.isTcp() && (many || first.startsWith("[ff"))
        ? Cause.of("many").with("host", host(text()))
        : null;
  }

  private boolean isDatagram() {
    DescriptorTarget mine = scene.target();
    return mine != null && mine.isDatagram();
  }

  private Cause refused() {
    if (!isUnix()) {
      return isDatagram() ? sentBefore() : refusedPort();
    }
    if (isAbstract()) {
      return refusedBy(scene.sockets().unix(text()), "abstract");
    }
    PathWalk walk = scene.walk(path());
    int type = walk.type(path());
    if (type == 0) {
      return null;
    }
    if (type != FileConstants.S_IFSOCK) {
      return Cause.of("file").with("path", text()).with("kind", PathWalk.kind(type));
    }
    FileId there = scene.sys().files().stat(walk.reachable()).id();
    return refusedBy(scene.sockets().unix(there), "stale");
  }

  /** With UDP the error belongs to an earlier datagram sent to the peer. */
  private Cause sentBefore() {
    String peer = scene.target().peer();
    return peer == null ? null : Cause.of("udp").with("address", peer);
  }

  private Cause refusedBy(List<SocketObject> there, String none) {
    if (there.isEmpty()) {
      return Cause.of(none).with("name", text());
    }
    SocketObject other = there.get(0);
    if (isDatagram()) {
      return null;
    }
    return other.isListening()
        ? Cause.of("shut").with("name", text()).with("who", seen(other))
        : Cause.of("deaf").with("name", text()).with("who", seen(other));
  }

  private Cause refusedPort() {
    if (port() == 0) {
      return Cause.of("port-0");
    }
    for (SocketObject other : scene.sockets().internet(true, port())) {
      boolean same = conflict(host(text()), host(other.name()));
      if (other.isListening() && !same) {
        return Cause.of("elsewhere")
            .with("address", text())
            .with("other", other.name())
            .with("who", seen(other));
      }
      if (same && other.inode() != 0 && other.peerName() == null && !other.isListening()) {
        DescriptorTarget mine = scene.target();
        if (mine == null || mine.socketInode() != other.inode()) {
          return Cause.of("deaf").with("name", text()).with("who", seen(other));
        }
      }
    }
    return Cause.of("port").with("address", text());
  }

  private Cause missing() {
    if (!isUnix()) {
      return null;
    }
    Cause way = new PathCauses(scene).way(path(), false);
    if (way != null && text().matches("(\\[.*]|[\\w.-]+):\\d+")) {
      return Cause.of("internet").with("path", text());
    }
    return way;
  }

  private Cause forbidden() {
    Cause way = new PathCauses(scene).way(path(), false);
    if (way != null) {
      return way;
    }
    return scene.walk(path()).mayWrite() ? null : Cause.of("mode").with("path", text());
  }

  private SocketObject there() {
    List<SocketObject> found =
        isAbstract()
            ? scene.sockets().unix(text())
            : scene.sockets().unix(scene.sys().files().stat(scene.walk(path()).reachable()).id());
    return found.isEmpty() ? null : found.get(0);
  }

  private Cause otherType() {
    SocketObject other = there();
    DescriptorTarget mine = scene.target();
    return other == null || mine == null
        ? null
        : Cause.of("type").with("its", other.type()).with("own", type(mine.type()));
  }

  static String type(int type) {
    return switch (type) {
      case SOCK_STREAM -> "stream";
      case SOCK_DGRAM -> "dgram";
      case SOCK_SEQPACKET -> "seqpacket";
      default -> "other";
    };
  }

  private Cause backlog() {
    DescriptorTarget mine = scene.target();
    if (!isUnix() || mine == null) {
      return null;
    }
    SocketObject other = there();
    if (!call.function().equals("connect") || mine.isDatagram()) {
      return new TransferCauses(scene).full();
    }
    return other != null && other.isListening()
        ? Cause.of("backlog").with("who", seen(other)).with("name", text())
        : null;
  }

  private Cause unreachable() {
    DescriptorTarget mine = scene.target();
    if (isUnix() && address.bytes().length - 2 > UNIX_PATH) {
      return Cause.of("long").with("n", address.bytes().length - 2);
    }
    if (isEmpty()) {
      return Cause.of("empty");
    }
    if (text().matches("(?i)\\[fe[89ab][0-9a-f]:[^%]*].*")) {
      return Cause.of("link-local").with("host", host(text()));
    }
    if (!isUnix() && address.family() != 0 && port() == 0 && isDatagram()) {
      return Cause.of("port-0");
    }
    return mine != null && mine.isListening() ? Cause.of("listening") : null;
  }

  private Cause connectedElsewhere() {
    SocketObject other = there();
    return other != null && other.peerInode() != 0 && isDatagram()
        ? Cause.of("taken").with("name", text()).with("who", seen(other))
        : null;
  }

  private Cause used() {
    DescriptorTarget mine = scene.target();
    return !isUnix() && mine != null && mine.name() != null
        ? Cause.of("used").with("name", mine.name()).with("peer", text())
        : null;
  }
}
