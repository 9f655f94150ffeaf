package ipcsh.command;

import ipcsh.draw.Gauge;
import ipcsh.handle.Fd;
import ipcsh.inspect.Inspector;
import ipcsh.inspect.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The content of the line below the prompt: fill levels and waiters. */
public final class Gauges {
  private final Context context;

  public Gauges(Context context) {
    this.context = context;
  }

  /**
   * Inspects the objects without side effects on the session.
   *
   * @throws InterruptedException if the caller is interrupted
   */
  public List<Gauge> look() throws InterruptedException {
    int self = context.kernel().shell().pid();
    Set<Integer> handles =
        context.descriptors().all().stream().map(Fd::getNumber).collect(Collectors.toSet());
    List<Gauge> gauges = new ArrayList<>();
    if (!handles.isEmpty()) {
      gauges.addAll(context.unshared().look(() -> filled(self, handles)));
    }
    for (List<BlockedTask> some : List.of(BlockedTask.shells(context), BlockedTask.in(context))) {
      some.forEach(one -> gauges.add(new Gauge(one.who(), null, one.call())));
    }
    return gauges;
  }

  private List<Gauge> filled(int self, Set<Integer> handles) {
    Inspector inspector = new Inspector(context.kernel().home());
    Snapshot snapshot = inspector.look(Map.of(self, handles::contains));
    return Gauge.of(snapshot.processes(), DescriptorNames.local(context).all());
  }

  /**
   * Releases the resources of a thread that called {@link #look}; must be that thread's last call.
   */
  public void leaveThread() {
    context.kernel().leaveThread();
  }
}
