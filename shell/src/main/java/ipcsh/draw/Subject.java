package ipcsh.draw;

import ipcsh.inspect.BlockedThread;
import ipcsh.inspect.Holder;
import ipcsh.inspect.KernelObject;
import ipcsh.inspect.OpenFileDescription;
import ipcsh.inspect.ProcessSnapshot;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What is to be drawn.
 *
 * @param processes in the order in which they are drawn, with the descriptors that are wanted
 * @param files all open file descriptions that are known, those of others too that have the same
 *     objects or the other ends
 * @param names what processes are called; one without a name by its program
 * @param waiting the threads that wait in a call
 * @param locks the locks of objects, a line each, by {@link KernelObject#id}
 */
public record Subject(
    List<ProcessSnapshot> processes,
    List<OpenFileDescription> files,
    Map<Integer, String> names,
    List<BlockedThread> waiting,
    Map<String, List<String>> locks) {
  /** Keeps copies. */
  public Subject {
    processes = List.copyOf(processes);
    files = List.copyOf(files);
    names = Map.copyOf(names);
    waiting = List.copyOf(waiting);
    locks = Map.copyOf(locks);
  }

  /** One in which no object has a lock. */
  public Subject(
      List<ProcessSnapshot> processes,
      List<OpenFileDescription> files,
      Map<Integer, String> names,
      List<BlockedThread> waiting) {
    this(processes, files, names, waiting, Map.of());
  }

  /** The locks of an object, a line each. */
  List<String> locks(KernelObject object) {
    return locks.getOrDefault(object.id(), List.of());
  }

  /** What a process is called: {@code server 4711}. */
  public String title(ProcessSnapshot process) {
    String name = names.getOrDefault(process.pid(), process.facts().name());
    return name.endsWith(" " + process.pid()) ? name : name + " " + process.pid();
  }

  /** Descriptors that are not drawn, in words: {@code fd 3 of server}, null for none. */
  String places(Collection<Holder> holders) {
    if (holders.isEmpty()) {
      return null;
    }
    Holder first = holders.iterator().next();
    String name = names.getOrDefault(first.pid(), "process " + first.pid());
    String more = holders.size() == 1 ? "" : " and " + (holders.size() - 1) + " more";
    return "fd " + first.number() + " of " + name + more;
  }
}
