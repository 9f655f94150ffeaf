package ipcsh.network;

import ipcsh.handle.Leftover;
import ipcsh.handle.MethodFallback;
import ipcsh.handle.UsageException;
import ipcsh.sys.Kernel;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The networks of a session. Thread-safe. */
public final class Networks implements AutoCloseable {
  /** Each has a thread, and memory for its packets. */
  private static final int MOST = 16;

  private final Kernel kernel;
  private final MethodFallback methods;
  private final Map<Network, Leftover> all = new LinkedHashMap<>();

  public Networks(Kernel kernel, MethodFallback methods) {
    this.kernel = kernel;
    this.methods = methods;
  }

  /**
   * Makes a network.
   *
   * @param seed where chance begins: the same seed loses the same packets
   * @throws UsageException if the system does not permit it, or there are too many already
   */
  public Network make(Topology topology, LinkSettings settings, long seed) throws Exception {
    if (all().size() >= MOST) {
      throw new UsageException(
          "network: " + MOST + " networks exist; net.close() ends one, cleanup all of them",
          "cleanup");
    }
    Network network = Network.of(kernel, methods, topology, settings, seed);
    network.whenClosed(() -> forget(network));
    synchronized (this) {
      all.put(network, Leftover.network(String.join(", ", topology.names()), Instant.now()));
    }
    return network;
  }

  private synchronized void forget(Network network) {
    all.remove(network);
  }

  /** Those that were not closed. */
  public synchronized List<Network> all() {
    return List.copyOf(all.keySet());
  }

  /** The same as what a session leaves behind. */
  public synchronized List<Leftover> left() {
    return List.copyOf(all.values());
  }

  /** Closes one; false if it was closed before. */
  public boolean remove(Leftover leftover) {
    Network found = null;
    synchronized (this) {
      for (Map.Entry<Network, Leftover> each : all.entrySet()) {
        if (each.getValue() == leftover) {
          found = each.getKey();
        }
      }
    }
    if (found != null) {
      found.close();
    }
    return found != null;
  }

  /** Closes all. */
  @Override
  public void close() {
    all().forEach(Network::close);
  }
}
