package ipcsh.inspect;

import ipcsh.sys.Sys;
import ipcsh.sys.SysException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** All sockets that the kernel tells of, asked once for one look, when the first is wanted. */
final class Sockets {
  private static final String PROTOCOL = "system.sockprotoname";

  /** What the kernel calls sockets, and what programs do; others are called by their names. */
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
  private Map<Long, SocketObject> known;

  Sockets(Sys sys) {
    this.sys = sys;
  }

  /** The one of this number, or null where the kernel does not tell of it. */
  SocketObject get(long inode) {
    if (known == null) {
      SockDiag diag = new SockDiag(sys);
      known = new HashMap<>(UnixSockets.all(diag));
      known.putAll(InternetSockets.all(diag));
    }
    return known.get(inode);
  }

  /** The socket of a descriptor. */
  SocketObject of(RawDescriptor raw) {
    SocketObject socket = get(raw.inode());
    return (socket == null ? untold(raw) : socket).carrying((int) raw.info().number("scm_fds", 0));
  }

  /** One without an address, or of a kind or of a network of which we are not told. */
  private SocketObject untold(RawDescriptor raw) {
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
        raw.inode(), family, type, null, null, null, 0, 0, 0, null, 0, List.of());
  }
}
