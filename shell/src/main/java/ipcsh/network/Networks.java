package ipcsh.network;

import ipcsh.handle.Leftover;
import ipcsh.handle.MethodFallback;
import ipcsh.sys.Kernel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The networks of a session. Thread-safe. */
public final class Networks implements AutoCloseable {
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
   */
  public Network make(Topology topology, LinkSettings settings, long seed) throws Exception {
    Network network = Network.of(kernel, methods, topology, settings, seed);
    synchronized (this) {
      all.put(network, Leftover.network(String.join(", ", topology.names()), Instant.now()));
    }
    return network;
  }

  /** Those that were not closed. */
  public synchronized List<Network> all() {
    return all.keySet().stream().filter(network -> !network.isClosed()).toList();
  }

  /** The same as what a session leaves behind. */
  public synchronized List<Leftover> left() {
    List<Leftover> left = new ArrayList<>();
    all.forEach(
        (network, leftover) -> {
          if (!network.isClosed()) {
            left.add(leftover);
          }
        });
    return left;
  }

  /** Closes one; false if it was closed before. */
  public boolean remove(Leftover leftover) {
    Network found = null;
    synchronized (this) {
      for (Map.Entry<Network, Leftover> each : all.entrySet()) {
        if (each.getValue() == leftover && !each.getKey().isClosed()) {
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
    synchronized (this) {
      all.clear();
    }
  }
}
