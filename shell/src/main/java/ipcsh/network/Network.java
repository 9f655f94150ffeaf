package ipcsh.network;

import ipcsh.handle.Handle;
import ipcsh.handle.InternalDescriptors;
import ipcsh.handle.MethodFallback;
import ipcsh.handle.Properties;
import ipcsh.handle.UsageException;
import ipcsh.sys.Kernel;
import ipcsh.sys.Sys;
import ipcsh.sys.text.EscapedText;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * Hosts of this machine's own and the wire between them. It exists until it is closed, or the shell
 * ends.
 */
public final class Network extends Handle
    implements Properties, Iterable<NetworkHost>, AutoCloseable {
  private final Kernel kernel;
  private final Topology topology;
  private final PacketLog log = new PacketLog();
  private final Firewall firewall = new Firewall();
  private final List<NetworkHost> hosts = new ArrayList<>();
  private final NetworkSetup.Made made;
  private final Forwarder wire;
  private final long origin;
  private final long epoch;
  private volatile boolean isClosed;
  private volatile Runnable whenClosed = () -> {};

  private Network(
      Kernel kernel,
      MethodFallback methods,
      Topology topology,
      NetworkSetup.Made made,
      LinkSettings settings,
      long seed) {
    super(methods);
    this.kernel = kernel;
    this.topology = topology;
    this.made = made;
    this.wire = new Forwarder(kernel, topology, made.devices(), settings, seed, log, firewall);
    this.origin = System.nanoTime();
    this.epoch = System.currentTimeMillis() * 1_000_000 - origin;
    for (int node = 0; node < topology.nodes(); node++) {
      int device = node < topology.hosts() ? node : topology.hosts();
      hosts.add(new NetworkHost(methods, this, node, device, made.namespaces()[node], made.user()));
    }
  }

  /**
   * Makes a network.
   *
   * @param seed where chance begins: the same seed loses the same packets
   * @throws UsageException if the system does not permit it
   */
  static Network of(
      Kernel kernel, MethodFallback methods, Topology topology, LinkSettings settings, long seed)
      throws Exception {
    NetworkSetup.Made made = new NetworkSetup(kernel, topology).make();
    Network network = new Network(kernel, methods, topology, made, settings, seed);
    network.wire.start();
    return network;
  }

  /** Which host is connected to which. */
  Topology topology() {
    return topology;
  }

  /** The process ID of the shell, which has the descriptors of the namespaces. */
  int holder() {
    return kernel.shell().pid();
  }

  /** Has a child enter a host and open a descriptor there, which becomes an internal one here. */
  int opened(NetworkHost host, ToIntFunction<Sys> open) {
    try {
      return kernel.in(
          kernel.shell(),
          () -> {
            try (NamespaceChild child = new NamespaceChild(kernel)) {
              int number =
                  child.call(
                      () -> {
                        host.enter(kernel.quiet());
                        return open.applyAsInt(kernel.quiet());
                      });
              return child.take(List.of(number))[0];
            }
          });
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** The hosts, without the router. */
  public List<NetworkHost> getHosts() {
    return hosts.subList(0, topology.hosts());
  }

  /** The hosts and the router. */
  public List<NetworkHost> nodes() {
    return List.copyOf(hosts);
  }

  /** The router, or null. */
  public NetworkHost getRouter() {
    return topology.hasRouter() ? hosts.get(topology.hosts()) : null;
  }

  /** A host by its number, for {@code (a, b) = net}. */
  public NetworkHost getAt(int number) {
    List<NetworkHost> all = getHosts();
    int at = number < 0 ? all.size() + number : number;
    return at >= 0 && at < all.size() ? all.get(at) : null;
  }

  /**
   * A host or the router by its name, for {@code net['a']}.
   *
   * @throws UsageException if there is none
   */
  public NetworkHost getAt(String name) {
    for (NetworkHost host : hosts) {
      if (host.getName().equals(name)) {
        return host;
      }
    }
    throw new UsageException(
        "expected the name of a host, "
            + String.join(", ", hosts.stream().map(NetworkHost::getName).toList())
            + ", given '"
            + EscapedText.word(name)
            + "'");
  }

  @Override
  public Iterator<NetworkHost> iterator() {
    return getHosts().iterator();
  }

  /** The packets that were sent since it was cleared. */
  public PacketTable getPackets() {
    whenRead(() -> {});
    return new PacketTable(Packet.all(log, topology, origin));
  }

  /** Forgets the packets that have been sent. */
  public void clear() {
    whenRead(log::clear);
  }

  /** Runs work when the wire has read all that was sent before. */
  private synchronized void whenRead(Runnable work) {
    if (isClosed) {
      work.run();
    } else {
      wire.change(work);
    }
  }

  /** The content of a file of the format pcap with packets of this network. */
  public byte[] pcap(PacketTable packets) {
    return PcapFile.of(packets, epoch);
  }

  /** How the wire treats packets now. */
  public LinkSettings settings() {
    return wire.settings();
  }

  /**
   * Changes how the wire treats packets that are sent from now on.
   *
   * @throws UsageException if the network was closed
   */
  public synchronized void settings(LinkSettings settings) {
    expectOpen();
    wire.settings(settings);
  }

  /**
   * Cuts the connection between two nodes, or joins them again.
   *
   * @throws UsageException if the network was closed
   */
  public synchronized void cut(NetworkHost one, NetworkHost other, boolean isCut) {
    expectOpen();
    wire.cut(one.node(), other.node(), isCut);
  }

  /**
   * Sets what the firewall of a host does with packets of TCP and UDP to a port.
   *
   * @throws UsageException if the network was closed
   */
  public synchronized void filter(NetworkHost host, int port, Firewall.Action action) {
    expectOpen();
    wire.change(() -> firewall.set(host.node(), port, action));
  }

  /** The rules of the firewall of a host as texts. */
  public List<String> rules(NetworkHost host) {
    return firewall.of(host.node()).stream()
        .map(rule -> (rule.action() == Firewall.Action.DROP ? "drops " : "rejects ") + rule.port())
        .toList();
  }

  /** Sets what is run when it is closed. */
  void whenClosed(Runnable action) {
    whenClosed = action;
  }

  public boolean isClosed() {
    return isClosed;
  }

  private void expectOpen() {
    if (isClosed) {
      throw new UsageException("the wire no longer exists: the network was closed");
    }
  }

  /** Ends the wire, and gives up the namespaces; roles that run there are alone from now on. */
  @Override
  public synchronized void close() {
    if (isClosed) {
      return;
    }
    isClosed = true;
    wire.close();
    for (int namespace : made.namespaces()) {
      InternalDescriptors.close(kernel.home(), namespace);
    }
    if (made.user() >= 0) {
      InternalDescriptors.close(kernel.home(), made.user());
    }
    whenClosed.run();
  }

  @Override
  public Map<String, Object> properties() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("hosts", getHosts());
    all.put("router", getRouter());
    all.put("wire", settings().toString().strip());
    all.put("packets", log.packets());
    all.put("lost", log.lost());
    all.put("bytes", log.bytes());
    all.put("closed", isClosed);
    return all;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("network");
    for (NetworkHost host : hosts) {
      text.append("  ").append(host.getName()).append(' ').append(host.getAddress());
    }
    text.append(settings());
    String cuts = cuts();
    text.append(cuts.isEmpty() ? "" : "  " + cuts);
    return text.append(isClosed ? "  closed" : "").toString();
  }

  private String cuts() {
    List<String> cuts = new ArrayList<>();
    for (int i = 0; i < hosts.size(); i++) {
      for (int j = i + 1; j < hosts.size(); j++) {
        if (wire.isCut(i, j)) {
          cuts.add("cut " + hosts.get(i).getName() + ", " + hosts.get(j).getName());
        }
      }
    }
    return String.join("  ", cuts);
  }
}
