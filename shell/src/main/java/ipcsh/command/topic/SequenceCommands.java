package ipcsh.command.topic;

import ipcsh.command.Context;
import ipcsh.command.Drawing;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandModel;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Conversion;
import ipcsh.command.model.SavedAs;
import ipcsh.draw.Sequence;
import ipcsh.handle.Child;
import ipcsh.handle.Role;
import ipcsh.handle.UsageException;
import ipcsh.inspect.Exchange;
import ipcsh.network.Network;
import ipcsh.network.NetworkHost;
import ipcsh.network.Packet;
import ipcsh.network.PacketExchanges;
import ipcsh.observe.ObservedProgram;
import ipcsh.peer.RoleShell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Commands for charts of the data that processes exchange. */
public final class SequenceCommands implements CommandTopic {
  /** How the name of a forked child begins. */
  private static final String CHILD = "child ";

  private static final String EXPECTED =
      "expected on, off, a block, a network, or programs that observe returned";

  private Context context;

  @Override
  public String title() {
    return "Sequence charts";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
  }

  @Command(
      summary = "draw a sequence chart of the messages exchanged",
      man = "unix(7)",
      saves = SavedAs.NOTHING,
      details =
          """
          sequence { ... } records what is sent and received while the block runs, in this shell
          and its threads, children and shells, and returns the chart. sequence on and sequence
          off begin and end the recording, as trace on and trace off do; sequence alone then
          returns the chart of what was recorded. draw 'x.svg', sequence writes it, also as .png,
          .pdf or .mmd (Mermaid), with the options of draw. An arrow leads from a write, send, sendto, sendmsg or connect on a pipe, FIFO
          or socket to the call that received it. Data received later carry a number; the thick
          part of a lane is a blocked call. While recording, each such call costs a look at its
          descriptor. sequence p, q draws what programs that were started by observe exchanged, with
          each other, their children and, if it was recorded, this shell. sequence net draws the
          packets of a network between its hosts, lost ones with a cross, those on their way with
          dots, and what its roles
          called if that was recorded; sequence { ... } does so if there is a network.""",
      examples =
          """
          (a, b) = socketpair()
          sequence { send a, 'hello'; recv b }     //=> ...send "hello"...recv 5 bytes...
          sequence on
          write a, 'x' * 100
          sequence off
          draw sequence                            //=> ...(not taken)...
          p = observe('sh', '-c', 'echo hello | cat')
          p.wait()
          sequence p                               //=> ...write "hello\\n"...end of file...
          """)
  public Drawing sequence(Object... of) throws Exception {
    List<Exchange> exchanges = new ArrayList<>();
    if (of.length > 0 && of[0] instanceof ObservedProgram) {
      exchanges.addAll(context.observed().exchanges(programs(of)));
    } else if (of.length == 1 && of[0] instanceof Network network) {
      addPackets(exchanges, network, network.getPackets());
    } else if (records(of)) {
      return null;
    } else {
      for (Network network : context.networks().all()) {
        addPackets(
            exchanges,
            network,
            network.getPackets().stream()
                .filter(packet -> context.exchanges().covers(packet.sentAt()))
                .toList());
      }
    }
    Map<String, NetworkHost> hosts = onHosts();
    context.exchanges().all().forEach(each -> exchanges.add(beside(hosts, each)));
    Sequence sequence = Sequence.of(exchanges, String.valueOf(context.shells().self()));
    if (sequence.isEmpty() && of.length == 1 && of[0] instanceof Network) {
      throw new UsageException("sequence: no packet has come to the wire of this network yet");
    }
    if (sequence.isEmpty()) {
      throw new UsageException(
          "sequence: no transfer was recorded", "sequence { send a, 'x'; recv b }");
    }
    return new Drawing(sequence);
  }

  private void addPackets(List<Exchange> to, Network network, List<Packet> packets) {
    to.addAll(PacketExchanges.of(packets, !network.isClosed(), host -> lane(network, host)));
  }

  /** The lane of a host: that of the role that runs on it, if there is just one. */
  private String lane(Network network, String host) {
    List<String> roles = new ArrayList<>();
    onHosts()
        .forEach(
            (role, its) -> {
              if (its.network() == network && its.getName().equals(host)) {
                roles.add(role);
              }
            });
    return roles.size() == 1 && !roles.get(0).startsWith(CHILD) ? roles.get(0) : host;
  }

  /** The roles that live on hosts of a network, by their names. */
  private Map<String, NetworkHost> onHosts() {
    Map<String, NetworkHost> hosts = new LinkedHashMap<>();
    for (RoleShell role : context.roleShells().all()) {
      if (role.host() instanceof NetworkHost host) {
        hosts.put(role.getName(), host);
      }
    }
    for (Role role : context.localRoles().members()) {
      if (role instanceof Child child && child.host() instanceof NetworkHost host) {
        hosts.put(role.getName(), host);
      }
    }
    return hosts;
  }

  /** A call on a socket of a network, without an arrow of its own beside those of the packets. */
  private static Exchange beside(Map<String, NetworkHost> hosts, Exchange exchange) {
    NetworkHost host = exchange.who() == null ? null : hosts.get(exchange.who());
    if (host == null || !exchange.through().startsWith("inet")) {
      return exchange;
    }
    boolean isChild = exchange.who().startsWith(CHILD);
    return (isChild ? exchange.by(host.getName()) : exchange).asCall();
  }

  private static List<ObservedProgram> programs(Object... of) {
    List<ObservedProgram> programs = new ArrayList<>();
    for (Object each : of) {
      if (!(each instanceof ObservedProgram program)) {
        throw new IllegalArgumentException(
            "expected programs that observe returned, given " + Conversion.describe(each));
      }
      programs.add(program);
    }
    return programs;
  }

  /** Begins or ends the recording, or records a block; whether that is all that was wanted. */
  private boolean records(Object... of) throws Exception {
    if (of.length > 1) {
      throw new IllegalArgumentException(EXPECTED + ", given " + CommandModel.shown(of));
    }
    Object what = of.length == 0 ? null : of[0];
    if (what instanceof Boolean on) {
      context.noteExchanges(on);
      return true;
    }
    if (what instanceof Callable<?> block) {
      context.noteExchanges(true);
      try {
        block.call();
      } finally {
        context.noteExchanges(false);
      }
    } else if (what != null) {
      throw new IllegalArgumentException(EXPECTED + ", given " + Conversion.describe(what));
    }
    return false;
  }
}
