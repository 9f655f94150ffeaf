package ipcsh.why;

import ipcsh.inspect.Holder;
import ipcsh.inspect.MachineWaits;
import ipcsh.inspect.SocketObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Finds in a report what another machine needs to know to find rings over both. */
public final class ConnectionEnds {
  private final WaitReport report;
  private final WaitContext context;

  private ConnectionEnds(WaitReport report) {
    this.report = report;
    this.context = report.context();
  }

  /** The waits for other machines. To be called on the thread that made the report. */
  public static MachineWaits of(WaitReport report) {
    ConnectionEnds ends = new ConnectionEnds(report);
    return new MachineWaits(ends.blocked(), ends.connections());
  }

  private List<MachineWaits.Blocked> blocked() {
    List<MachineWaits.Blocked> found = new ArrayList<>();
    report
        .analysis()
        .actors()
        .forEach(
            (pid, actors) -> {
              List<MachineWaits.Wait> waits = actors.stream().map(this::wait).toList();
              if (!waits.isEmpty() && waits.stream().allMatch(Objects::nonNull)) {
                long runs = actors.stream().mapToLong(context.stillness()::runs).sum();
                found.add(new MachineWaits.Blocked(pid, context.process(pid), waits, runs));
              }
            });
    return List.copyOf(found);
  }

  /** The wait of a thread; null if it is not one that only another machine can end. */
  private MachineWaits.Wait wait(Actor actor) {
    WaitCondition wait = actor.condition();
    boolean isOutside =
        wait != null
            && wait.outside() != null
            && wait.timeout() == null
            && wait.newcomer() == null
            && wait.unknown() == null
            && wait.interruption() == null
            && wait.wakers().isEmpty()
            && wait.possible().isEmpty()
            && !report.analysis().moving().contains(actor);
    SocketObject socket =
        isOutside && wait.object() != null ? context.sockets().get(wait.object()) : null;
    return socket == null || !isConnection(socket) || !wait.outside().equals(socket.peerName())
        ? null
        : new MachineWaits.Wait(
            "waits in " + wait.call() + " for " + wait.purpose(),
            socket.name(),
            socket.peerName(),
            "full".equals(wait.state()));
  }

  private List<MachineWaits.Connection> connections() {
    List<MachineWaits.Connection> found = new ArrayList<>();
    for (SocketObject socket : context.sockets().all()) {
      if (isConnection(socket)
          && socket.peerInode() == 0
          && !InternetPeer.isLocal(socket.peerName())) {
        found.add(
            new MachineWaits.Connection(
                socket.name(),
                socket.peerName(),
                known(socket.received()),
                known(socket.sent()),
                context.socketHolders(socket.inode()).stream()
                    .map(Holder::pid)
                    .distinct()
                    .toList()));
      }
    }
    return List.copyOf(found);
  }

  private static boolean isConnection(SocketObject socket) {
    return socket.family().startsWith("inet")
        && socket.type().equals("stream")
        && SocketObject.CONNECTED.equals(socket.state())
        && socket.name() != null
        && socket.peerName() != null;
  }

  private static long known(Long bytes) {
    return bytes == null ? 0 : bytes;
  }
}
