package ipcsh.command;

import ipcsh.draw.Gauge;
import ipcsh.handle.Fd;
import ipcsh.handle.Pending;
import ipcsh.handle.Role;
import ipcsh.inspect.Inspector;
import ipcsh.inspect.Snapshot;
import ipcsh.peer.RoleShell;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What the line below the prompt shows: how full things are, and who waits. */
public final class Gauges {
  private final Context context;

  Gauges(Context context) {
    this.context = context;
  }

  /**
   * Looks, without anybody noticing.
   *
   * @throws InterruptedException where the caller is interrupted meanwhile
   */
  public List<Gauge> look() throws InterruptedException {
    int self = context.kernel().shell().pid();
    Set<Integer> handles =
        context.descriptors().all().stream().map(Fd::getNumber).collect(Collectors.toSet());
    List<Gauge> gauges = new ArrayList<>();
    if (!handles.isEmpty()) {
      gauges.addAll(context.lookout().look(() -> filled(self, handles)));
    }
    gauges.addAll(waiting());
    return gauges;
  }

  private List<Gauge> filled(int self, Set<Integer> handles) {
    Inspector inspector = new Inspector(context.kernel().home());
    Snapshot snapshot = inspector.look(java.util.Map.of(self, handles::contains));
    return Gauge.of(snapshot.processes());
  }

  /** The roles and the jobs that are blocked in a call. */
  private List<Gauge> waiting() {
    List<Gauge> waiting = new ArrayList<>();
    Set<Pending> ofRoles = new HashSet<>();
    for (RoleShell shell : context.roleShells().wanted()) {
      Pending now = shell.getCurrent();
      ofRoles.add(now);
      String state = now == null || shell.isDone() ? null : shell.state();
      if (state != null && state.contains("(")) {
        waiting.add(new Gauge(shell.getName(), null, state));
      }
    }
    for (Role role : context.family().members()) {
      Pending now = role.getCurrent();
      ofRoles.add(now);
      if (now != null && now.getCall() != null) {
        waiting.add(new Gauge(role.getName(), null, now.getCall()));
      }
    }
    for (Pending job : context.jobs().all()) {
      String call = ofRoles.contains(job) ? null : job.getCall();
      if (call != null) {
        waiting.add(new Gauge(job.getName(), null, call));
      }
    }
    return waiting;
  }

  /** Lets go of what a thread that looked has used; it is the last that it does. */
  public void leaveThread() {
    context.kernel().leaveThread();
  }
}
