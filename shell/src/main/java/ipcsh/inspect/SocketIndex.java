package ipcsh.inspect;

import ipcsh.sys.Sys;
import ipcsh.sys.abi.SysException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** All sockets that the kernel lists, queried once, when the first one is needed. */
public final class SocketIndex {
  private static final String PREFIX = "socket:[";

  private final Sys sys;
  private Map<Long, SocketObject> known;

  /** Opens descriptors: to be used on a thread with its own descriptor table. */
  public SocketIndex(Sys sys) {
    this.sys = sys;
  }

  private Map<Long, SocketObject> known() {
    if (known == null) {
      known = SocketTables.listed(sys);
    }
    return known;
  }

  /** Whether a target in /proc is a socket. */
  public static boolean isSocket(String link) {
    return link != null && link.startsWith(PREFIX);
  }

  /** The target in /proc of a socket with this inode. */
  public static String link(long inode) {
    return SocketObject.id(inode);
  }

  /** The socket with this target in /proc; null if the kernel does not list it. */
  public SocketObject get(String link) {
    return known().get(Long.parseLong(link, PREFIX.length(), link.length() - 1, 10));
  }

  /** All of them. */
  public Collection<SocketObject> all() {
    return known().values();
  }

  /** The listening sockets in whose backlog a connection waits to be accepted. */
  public List<SocketObject> listenersOf(SocketObject client) {
    return all().stream().filter(each -> each.pending().contains(client.inode())).toList();
  }

  /** The sockets with this name. */
  public List<SocketObject> named(String family, String name) {
    List<SocketObject> found = new ArrayList<>();
    for (SocketObject each : all()) {
      if (each.family().equals(family) && name.equals(each.name())) {
        found.add(each);
      }
    }
    return found;
  }

  /** The sockets that are connected to one. */
  public List<SocketObject> connectedTo(SocketObject socket) {
    return all().stream().filter(each -> each.peerInode() == socket.inode()).toList();
  }

  /** The kernel's name of the kind of a socket that it does not list, {@code UDP}. */
  public String protocol(Holder holder) {
    try {
      return sys.files().getxattr(RawDescriptor.path(holder), SocketTables.PROTOCOL);
    } catch (SysException closed) {
      return "";
    }
  }
}
