package ipcsh.peer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Connections to shells that are not in use at the moment. Each is used by one thread at a time: it
 * is taken, and kept again. Thread-safe.
 */
final class KeptPeers {
  private final Map<ShellDirectory.Entry, Peer> all = new HashMap<>();
  private boolean closed;

  /** The connection to this shell; null if there is none, or it has ended. */
  synchronized Peer take(ShellDirectory.Entry shell) {
    Peer peer = all.remove(shell);
    return peer == null || peer.hasEnded() ? null : peer;
  }

  /** Keeps a connection, in place of another one to the same shell. */
  synchronized void keep(ShellDirectory.Entry shell, Peer peer) {
    Peer other = closed ? peer : all.put(shell, peer);
    if (other != null) {
      other.close();
    }
  }

  /** Closes the connections to all other shells than these. */
  synchronized void retain(List<ShellDirectory.Entry> shells) {
    all.entrySet()
        .removeIf(
            one -> {
              boolean isOther = !shells.contains(one.getKey());
              if (isOther) {
                one.getValue().close();
              }
              return isOther;
            });
  }

  /** Closes all; those that are in use are closed when they are kept. */
  synchronized void close() {
    closed = true;
    retain(List.of());
  }
}
