package ipcsh.findings;

import ipcsh.observe.ObservedDescriptor;
import java.util.HashMap;
import java.util.Map;

/** Finds the two ends of connections, by what strace tells of each. */
final class ConnectedSockets {
  private final Map<String, OpenedDescription> byEnd = new HashMap<>();

  /** A socket was seen; if the other end of its connection was too, the two are joined. */
  void seen(OpenedDescription socket, ObservedDescriptor as) {
    if (socket.other() != null || socket.kind() != OpenedDescription.Kind.SOCKET) {
      return;
    }
    String own;
    String other;
    if (as.isInternet()) {
      own = as.name() + " " + as.peerName();
      other = as.peerName() + " " + as.name();
      if (as.peerName() == null || as.target().startsWith("UDP")) {
        return;
      }
    } else {
      own = as.object();
      other = as.peer();
    }
    if (own == null || other == null) {
      return;
    }
    byEnd.put(own, socket);
    OpenedDescription found = byEnd.get(other);
    if (found != null && found != socket && found.other() == null) {
      socket.connects(found);
    }
  }
}
