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
 * The input of a picture.
 *
 * @param processes the processes in the order in which they are drawn, with the selected
 *     descriptors
 * @param files all known open file descriptions, including those of other processes that share the
 *     objects or have the other ends
 * @param names the names of processes; a process without a name is called by its program
 * @param waiting the blocked threads
 * @param locks the locks on objects and the datagrams in sockets, one line each, by {@link
 *     KernelObject#id}
 * @param variables the names of the variables that hold descriptors
 */
public record Subject(
    List<ProcessSnapshot> processes,
    List<OpenFileDescription> files,
    Map<Integer, String> names,
    List<BlockedThread> waiting,
    Map<String, List<String>> locks,
    Map<Holder, String> variables) {
  /** Copies its arguments. */
  public Subject {
    processes = List.copyOf(processes);
    files = List.copyOf(files);
    names = Map.copyOf(names);
    waiting = List.copyOf(waiting);
    locks = Map.copyOf(locks);
    variables = Map.copyOf(variables);
  }

  /** The name of the variable that holds a descriptor, or an empty text. */
  String variable(int pid, int number) {
    return variables.getOrDefault(new Holder(pid, number), "");
  }

  /** A subject without locks or variables. */
  public Subject(
      List<ProcessSnapshot> processes,
      List<OpenFileDescription> files,
      Map<Integer, String> names,
      List<BlockedThread> waiting) {
    this(processes, files, names, waiting, Map.of(), Map.of());
  }

  /** The locks on an object, one line each. */
  List<String> locks(KernelObject object) {
    return locks.getOrDefault(object.id(), List.of());
  }

  /** The title of a process: {@code server 4711}. */
  public String title(ProcessSnapshot process) {
    String name = names.getOrDefault(process.pid(), process.facts().name());
    boolean isWhole = process.facts().isElsewhere() || name.endsWith(" " + process.pid());
    return isWhole ? name : name + " " + process.pid();
  }

  /** Holders of descriptors that are not drawn, as text: {@code fd 3 of server}, null for none. */
  String places(Collection<Holder> holders) {
    if (holders.isEmpty()) {
      return null;
    }
    Holder first = holders.iterator().next();
    String name = names.getOrDefault(first.pid(), "process " + first.pid());
    String more = holders.size() == 1 ? "" : " and " + (holders.size() - 1) + " more";
    String variable = variables.containsKey(first) ? " " + variables.get(first) : "";
    return (first.number() < 0 ? name : "fd " + first.number() + variable + " of " + name) + more;
  }
}
