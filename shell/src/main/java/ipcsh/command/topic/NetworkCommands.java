package ipcsh.command.topic;

import ipcsh.command.Context;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Conversion;
import ipcsh.command.model.Default;
import ipcsh.command.model.Option;
import ipcsh.command.model.PathName;
import ipcsh.handle.UsageException;
import ipcsh.handle.WholeFile;
import ipcsh.network.Firewall;
import ipcsh.network.LinkSettings;
import ipcsh.network.Network;
import ipcsh.network.NetworkHost;
import ipcsh.network.PacketTable;
import ipcsh.network.Topology;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Commands for networks of this machine's own, whose wire the shell is. */
public final class NetworkCommands implements CommandTopic {
  private Context context;

  @Override
  public String title() {
    return "Networks";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
  }

  @Command(
      summary = "make hosts and the wire between them",
      man = "network_namespaces(7)",
      details =
          """
          (a, b) = net gives the hosts, which are network namespaces: only what runs on them sees
          them. shell('server', on: a) starts a role on a, fork(on: a) a child, spawn('ping',
          b.address, on: a) a program; a.address and a.address6 are its addresses. The wire is a thread of this shell: it reads IP packets from TUN devices and
          forwards them. loss:, reorder: and duplicate: are percentages of the packets of each
          direction; delay: is the time that each takes, rate: bits per second, as a number or
          '1mbit', 0 for no limit, and queue: the number of packets that wait in one direction, 1000 unless given.
          mtu: is the size of the largest packet, 1500 unless given, or a map by the names of the
          hosts. An overtaken packet waits for the next one, at most 50 ms. Chance begins with
          seed:, so each run of a scenario loses the same packets. With router: 'r' each host has
          a link and a network of its own, and the router net.router forwards: it is a host, too.
          net.packets are the packets that came to the wire, the last 65536: a list that prints as
          tcpdump would, with .text, .from, .to, .time, .length, .payload (the bytes that are the
          programs' own), .flags, .seq, .ack, .lost, .retransmission, .fragment; .bytes and
          .payload of the list are sums. net.clear() forgets them. sequence net draws them, pcap
          writes them into a file; wire, cut, join and firewall change the network. It ends with
          the shell, by net.close(), or by cleanup. root may make one; others need user namespaces
          and access to /dev/net/tun. If root has made it, what runs on a host has root's rights.
          If another user has, a child of fork(on: a) has root's rights over the network of its
          host (raw sockets, addresses, routes) and over nothing else, until it executes a program;
          roles and programs have those of the user, but may bind ports below 1024 and send
          pings.""",
      examples =
          """
          net = network('a', 'b', loss: 30, delay: 20.ms)   //=> network  a 10.0.0.1  b 10.0.0.2  loss 30%  delay 20 ms
          (a, b) = net
          b                                                 //=> host b  10.0.0.2  fd00::2
          net.packets                                       //=> no packets
          server = shell('server', on: b)
          server { s = socket AF_INET, SOCK_DGRAM; bind s, '10.0.0.2:5000'; getsockname s }  //=> 10.0.0.2:5000
          net.close()
          """)
  public Network network(
      @Option Object loss,
      @Option Duration delay,
      @Option Object rate,
      @Option Object mtu,
      @Option Object reorder,
      @Option Object duplicate,
      @Option Integer queue,
      @Option Long seed,
      @Option String router,
      Object... names)
      throws Exception {
    NetworkOptions options = new NetworkOptions(loss, delay, rate, reorder, duplicate, queue);
    Topology topology = NetworkOptions.topology(names, router, mtu);
    LinkSettings settings = options.changed(LinkSettings.PERFECT);
    return context.networks().make(topology, settings, seed == null ? 1 : seed);
  }

  @Command(
      summary = "change how the wire of a network treats packets",
      man = "tc-netem(8)",
      details =
          """
          The options are those of network; what is not given remains as it is. Packets that are
          on their way are not affected. Returns the network.""",
      examples =
          """
          net = network('a', 'b', loss: 30)
          wire net, loss: 0, rate: '1mbit'   //=> network  a 10.0.0.1  b 10.0.0.2  rate 1mbit
          wire net, delay: 0.5.s             //=> network  a 10.0.0.1  b 10.0.0.2  delay 500 ms  rate 1mbit
          wire net, delay: 0, rate: 0        //=> network  a 10.0.0.1  b 10.0.0.2
          net.close()
          """)
  public Network wire(
      Network net,
      @Option Object loss,
      @Option Duration delay,
      @Option Object rate,
      @Option Object reorder,
      @Option Object duplicate,
      @Option Integer queue) {
    NetworkOptions options = new NetworkOptions(loss, delay, rate, reorder, duplicate, queue);
    LinkSettings changed = options.changed(net.settings());
    if (!changed.equals(net.settings())) {
      net.settings(changed);
    }
    return net;
  }

  @Command(
      summary = "cut the connection between two hosts",
      man = "network_namespaces(7)",
      details =
          """
          Packets between them are lost without a message, as if a cable were cut somewhere
          between. cut a separates a from all others. join a, b joins them again. Returns the
          network.""",
      examples =
          """
          (a, b, c) = network('a', 'b', 'c')
          cut a, b      //=> network  a 10.0.0.1  b 10.0.0.2  c 10.0.0.3  cut a, b
          join a, b     //=> network  a 10.0.0.1  b 10.0.0.2  c 10.0.0.3
          cut c         //=> ...  cut a, c  cut b, c
          cleanup       //=> network a, b, c  since ...
          """)
  public Network cut(NetworkHost host, @Default("") NetworkHost from) {
    return connect(host, from, true);
  }

  @Command(
      summary = "join two hosts that were cut off from each other",
      man = "network_namespaces(7)",
      details = "join a joins a with all others. Returns the network.",
      examples =
          """
          (a, b) = network('a', 'b')
          cut a, b      //=> ...  cut a, b
          join a        //=> network  a 10.0.0.1  b 10.0.0.2
          cleanup()
          """)
  public Network join(NetworkHost host, @Default("") NetworkHost to) {
    return connect(host, to, false);
  }

  private static Network connect(NetworkHost one, NetworkHost other, boolean isCut) {
    Network network = one.network();
    if (other == one || other != null && other.network() != network) {
      throw new IllegalArgumentException(
          "expected two hosts of one network, given " + one.getName() + " and " + other.getName());
    }
    for (NetworkHost each : other == null ? network.nodes() : List.of(other)) {
      if (each != one) {
        network.cut(one, each, isCut);
      }
    }
    return network;
  }

  @Command(
      summary = "drop or reject what comes to ports of a host",
      man = "iptables(8)",
      details =
          """
          drop: and reject: take a port of TCP and UDP, or a list of ports. What is dropped
          disappears: its sender waits. What is rejected is answered by the ICMP message that the
          port is unreachable. accept: removes the rule of a port. The firewall is at the host's
          end of the wire: what a host sends to itself does not pass it. Returns the host.""",
      examples =
          """
          (a, b) = network('a', 'b')
          firewall b, drop: 80, reject: [25, 5000]   //=> host b  10.0.0.2  fd00::2  drops 80, rejects 25, rejects 5000
          firewall b, accept: [25, 5000]             //=> host b  10.0.0.2  fd00::2  drops 80
          cleanup()
          """)
  public NetworkHost firewall(
      NetworkHost host, @Option Object drop, @Option Object reject, @Option Object accept) {
    // nothing is changed if one of them is refused
    Map<Integer, Firewall.Action> rules = new LinkedHashMap<>();
    collect(rules, "drop", drop, Firewall.Action.DROP);
    collect(rules, "reject", reject, Firewall.Action.REJECT);
    collect(rules, "accept", accept, Firewall.Action.ACCEPT);
    rules.forEach((port, action) -> host.network().filter(host, port, action));
    return host;
  }

  private static void collect(
      Map<Integer, Firewall.Action> rules, String name, Object given, Firewall.Action action) {
    if (given == null) {
      return;
    }
    for (Object port : given instanceof Collection<?> many ? many : List.of(given)) {
      if (!(port instanceof Integer number) || number < 1 || number > 65535) {
        throw new IllegalArgumentException(
            name
                + ": expected a port, 1 to 65535, or a list of them, given "
                + Conversion.describe(port));
      }
      Firewall.Action other = rules.put(number, action);
      if (other != null && other != action) {
        throw new IllegalArgumentException(
            "expected each port in one of drop:, reject: and accept:, given "
                + number
                + " in two of them");
      }
    }
  }

  @Command(
      summary = "write the packets of a network into a file for tcpdump and Wireshark",
      man = "tcpdump(8)",
      details =
          """
          The file has the format pcap-savefile(5), and has the packets as they came to the wire:
          also those that were lost. tcpdump -r prints it. Returns the number of packets.""",
      examples =
          """
          net = network('a', 'b')
          pcap net, "${scratch()}/x.pcap"     //=> 0
          net.close()
          """)
  public int pcap(Network net, @PathName String path) {
    Path file = Path.of(FileCommands.named(path));
    PacketTable packets = net.getPackets();
    return context.withOwnTable(
        () -> {
          try {
            WholeFile.write(file, net.pcap(packets));
            return packets.size();
          } catch (IOException e) {
            throw new UsageException("pcap: " + e.getMessage());
          }
        });
  }
}
