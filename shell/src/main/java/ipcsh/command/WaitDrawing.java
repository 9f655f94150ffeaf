package ipcsh.command;

import ipcsh.draw.GraphPicture;
import ipcsh.draw.RingMarks;
import ipcsh.draw.Subject;
import ipcsh.handle.Child;
import ipcsh.handle.Role;
import ipcsh.inspect.Holder;
import ipcsh.peer.RoleShell;
import ipcsh.view.WaitRow;
import ipcsh.view.WaitTable;
import ipcsh.view.WakerRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The picture of processes that wait, with the ring of a deadlock marked. */
public final class WaitDrawing {
  private final Context context;
  private final DrawCollector look;

  public WaitDrawing(Context context, DrawCollector look) {
    this.context = context;
    this.look = look;
  }

  /**
   * Draws the processes of these waits; if nothing waits, this shell and related processes.
   *
   * @param own whether the shells' own descriptors are included
   * @param legend whether the signs are explained below the picture
   */
  public Drawing of(WaitTable waits, boolean own, boolean legend) {
    Set<Integer> pids = new LinkedHashSet<>();
    for (WaitRow wait : waits) {
      pids.add(wait.getPid());
      wait.getWakers().forEach(one -> pids.add(one.pid()));
    }
    List<String> verdicts = new ArrayList<>();
    waits.stuck().forEach(chain -> verdicts.add(0, chain.conclusion()));
    if (pids.isEmpty()) {
      return new Drawing(new GraphPicture(look.family(false, own), legend), waits.getSentences());
    }
    List<DescriptorSelection> asked = new ArrayList<>();
    Map<Integer, Object> handles = handles();
    pids.forEach(
        pid ->
            asked.add(
                new DescriptorSelection(context, "draw", handles.getOrDefault(pid, pid), own)));
    RingMarks marks = marks(waits);
    Subject seen = look.present(asked, marks.objects());
    return new Drawing(new GraphPicture(seen, legend, marks.with(seen.files())), verdicts);
  }

  /** What stands for a process in a selection, so that a shell's own descriptors are left out. */
  private Map<Integer, Object> handles() {
    Map<Integer, Object> found = new HashMap<>();
    context.shells().processes().forEach((name, pid) -> found.put(pid, name));
    for (RoleShell shell : context.roleShells().all()) {
      found.put(shell.getPid(), shell);
    }
    for (Role role : context.localRoles().members()) {
      if (role instanceof Child child) {
        found.put(child.getPid(), child);
      }
    }
    found.put(context.kernel().shell().pid(), null);
    return found;
  }

  private static RingMarks marks(WaitTable waits) {
    Set<Integer> processes = new HashSet<>();
    Set<Holder> descriptors = new HashSet<>();
    Set<String> objects = new HashSet<>();
    for (WaitRow wait : waits) {
      List<WaitRow> ring = wait.getRing();
      for (int i = 0; i < ring.size(); i++) {
        WaitRow one = ring.get(i);
        WaitRow next = ring.get((i + 1) % ring.size());
        processes.add(one.getPid());
        if (one.getFd() != null) {
          descriptors.add(new Holder(one.getPid(), one.getFd()));
        }
        if (one.getId() != null) {
          objects.add(one.getId());
        }
        for (WakerRow waker : one.getWakers()) {
          if (waker.pid() == next.getPid() && waker.number() != null) {
            descriptors.add(new Holder(waker.pid(), waker.number()));
            if (waker.object() != null) {
              objects.add(waker.object());
            }
          }
        }
      }
    }
    return new RingMarks(processes, descriptors, objects);
  }
}
