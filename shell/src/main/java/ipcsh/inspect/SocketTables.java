package ipcsh.inspect;

import ipcsh.sys.Sys;
import ipcsh.sys.abi.SysException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The sockets that the kernel lists, those of each family queried once per look, when one of them
 * is needed.
 */
final class SocketTables {
  static final String PROTOCOL = "system.sockprotoname";

  /** The kernel's names of sockets, and those of the API; other kinds keep the kernel's names. */
  private static final Map<String, String[]> FAMILIES =
      Map.of(
          "TCP", new String[] {"inet", "stream"},
          "TCPv6", new String[] {"inet6", "stream"},
          "UDP", new String[] {"inet", "dgram"},
          "UDPv6", new String[] {"inet6", "dgram"},
          "UNIX-STREAM", new String[] {"unix", "stream"},
          "RAW", new String[] {"inet", "raw"},
          "RAWv6", new String[] {"inet6", "raw"});

  private final Sys sys;
  private final DescriptorContents contents;
  private final Map<String, Map<Long, SocketObject>> elsewhere = new HashMap<>();
  private Map<Long, SocketObject> unix;
  private Map<Long, SocketObject> internet;

  SocketTables(Sys sys, DescriptorContents contents) {
    this.sys = sys;
    this.contents = contents;
  }

  /** The socket with this inode, or null if the kernel does not list it. */
  SocketObject get(long inode) {
    if (unix == null) {
      unix = UnixSockets.all(new SockDiag(sys));
    }
    SocketObject its = unix.get(inode);
    if (its == null && internet == null) {
      internet = InternetSockets.all(new SockDiag(sys));
    }
    return its == null ? internet.get(inode) : its;
  }

  /** All sockets that the kernel lists, by inode. */
  static Map<Long, SocketObject> listed(Sys sys) {
    SockDiag diag = new SockDiag(sys);
    Map<Long, SocketObject> found = new HashMap<>(UnixSockets.all(diag));
    found.putAll(InternetSockets.all(diag));
    return found;
  }

  /** The socket of a descriptor. */
  SocketObject of(RawDescriptor raw) {
    SocketObject socket = get(raw.inode());
    if (socket == null) {
      socket = elsewhere(raw);
    }
    SocketObject known = socket == null ? unknown(raw) : socket;
    return counted(known, raw.holder()).carrying((int) raw.info().number("scm_fds", 0));
  }

  /** The socket in the network namespace of its process, if that is another one; or null. */
  private SocketObject elsewhere(RawDescriptor raw) {
    int pid = raw.holder().pid();
    try {
      String namespace = sys.files().readlink("/proc/" + pid + "/ns/net");
      if (namespace.equals(sys.files().readlink("/proc/self/ns/net"))) {
        return null;
      }
      return elsewhere
          .computeIfAbsent(namespace, its -> NamespaceSockets.of(new ProcFiles(sys), pid))
          .get(raw.inode());
    } catch (SysException endedOrNotPermitted) {
      return null;
    }
  }

  /**
   * Completed with a query of the socket itself, if sock_diag counts something else, or does not
   * tell.
   */
  private SocketObject counted(SocketObject socket, Holder holder) {
    Long received = socket.received();
    DescriptorContents.Queue queue = isClear(socket) ? null : contents.queue(holder);
    if (queue == null) {
      return socket;
    }
    if (queue.bytes() == null) {
      Long memory = contents.memory(holder);
      return socket.holding(received, null, memory == null || memory == 0 ? null : memory);
    }
    if (socket.isDatagram()) {
      return socket.holding(null, queue.hasMessage() ? queue.bytes() : null, socket.memory());
    }
    if (socket.type().equals("seqpacket")) {
      boolean isEmpty = queue.bytes() == 0 && queue.hasMessage();
      return socket.holding(queue.bytes(), isEmpty ? (Long) 0L : null, null);
    }
    // what follows an urgent byte is not counted by FIONREAD, but by sock_diag, which includes the
    // urgent byte
    boolean urgent = received != null && received > queue.bytes() && queue.isUrgent();
    return socket.holding(urgent ? received - 1 : queue.bytes(), null, null);
  }

  /** Whether sock_diag is sufficient: except for an empty record or an urgent byte. */
  private static boolean isClear(SocketObject socket) {
    Long received = socket.received();
    return socket.isListening()
        || received != null && (received > 0 ? !isTcp(socket) : !socket.type().equals("seqpacket"));
  }

  private static boolean isTcp(SocketObject socket) {
    return socket.type().equals("stream") && socket.family().startsWith("inet");
  }

  /** A socket without an address, or one of a kind or of a network namespace that is not listed. */
  private SocketObject unknown(RawDescriptor raw) {
    String protocol;
    try {
      protocol = sys.files().getxattr(RawDescriptor.path(raw.holder()), PROTOCOL);
    } catch (SysException noAttributeOrClosed) {
      protocol = "socket";
    }
    String[] words = FAMILIES.get(protocol);
    String family = words == null ? protocol.toLowerCase(Locale.ROOT) : words[0];
    String type = words == null ? "" : words[1];
    return new SocketObject(
        raw.inode(), family, type, null, null, null, 0, null, null, null, null, null, 0, List.of());
  }
}
