package ipcsh.command;

import ipcsh.handle.Child;
import ipcsh.handle.Role;
import ipcsh.handle.VariableNames;
import ipcsh.inspect.Holder;
import ipcsh.inspect.SharedHandle;
import ipcsh.peer.RoleAnswer;
import ipcsh.peer.RoleShell;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The names of the variables that hold descriptors, in the processes that have variables: this
 * shell, the children that it drives, the shells that it has started, the other shells of this
 * user. What the shells are asked is asked once; a shell that does not answer has no names.
 */
public final class DescriptorNames {
  private final Map<Holder, String> names = new HashMap<>();
  private final Map<Integer, List<SharedHandle>> memory = new HashMap<>();
  private final Set<Integer> processes = new HashSet<>();

  /** No names. */
  static final DescriptorNames NONE = new DescriptorNames();

  private DescriptorNames() {}

  /**
   * The names that this shell itself knows: its own and those of its children, without asking
   * another process.
   */
  static DescriptorNames local(Context context) {
    DescriptorNames all = new DescriptorNames();
    VariableNames names = context.variableNames();
    all.add(context.kernel().shell().pid(), names.ofShell(), names.memoryOfShell());
    for (Role role : context.localRoles().members()) {
      if (role instanceof Child child && child.isDriven()) {
        all.add(child.getPid(), names.of(child), names.memoryOf(child));
      }
    }
    return all;
  }

  /** The same, and those of the shells that it has started. */
  public static DescriptorNames ofFamily(Context context) {
    DescriptorNames all = local(context);
    for (RoleShell shell : context.roleShells().wanted()) {
      RoleAnswer.Names names = shell.variableNames();
      all.add(shell.getPid(), names.names(), names.memory());
    }
    return all;
  }

  /** The same, and those of all other shells of this user. */
  public static DescriptorNames ofAll(Context context) {
    DescriptorNames all = ofFamily(context);
    context.shells().table().forEach(all::addRow);
    return all;
  }

  /** Whether the descriptors and the memory of these processes have the same names. */
  boolean isLike(DescriptorNames other, Set<Integer> pids) {
    return of(pids).equals(other.of(pids))
        && pids.stream().allMatch(pid -> Objects.equals(memory.get(pid), other.memory.get(pid)));
  }

  private Map<Holder, String> of(Set<Integer> pids) {
    Map<Holder, String> its = new HashMap<>(names);
    its.keySet().removeIf(holder -> !pids.contains(holder.pid()));
    return its;
  }

  /** Adds the variables in a row of the table of shells. */
  void addRow(Map<String, Object> shell) {
    int pid = ((Number) shell.get("pid")).intValue();
    if (shell.get("variables") instanceof Map<?, ?> reported) {
      reported.forEach(
          (number, name) ->
              names.putIfAbsent(new Holder(pid, (Integer) number), String.valueOf(name)));
    }
  }

  private void add(int pid, Map<Integer, String> its, List<SharedHandle> handles) {
    processes.add(pid);
    memory.put(pid, handles);
    for (SharedHandle one : handles) {
      if (!one.name().isEmpty()) {
        names.putIfAbsent(new Holder(pid, one.row()), one.name());
      }
    }
    its.forEach((number, name) -> names.putIfAbsent(new Holder(pid, number), name));
  }

  /** The name of the variable that holds a descriptor of a process; null if there is none. */
  public String of(int pid, int number) {
    return names.get(new Holder(pid, number));
  }

  /** These, and in place of those of the same processes newer ones. */
  DescriptorNames and(DescriptorNames newer) {
    DescriptorNames both = new DescriptorNames();
    both.names.putAll(newer.names);
    names.forEach(
        (holder, name) -> {
          if (!newer.processes.contains(holder.pid())) {
            both.names.put(holder, name);
          }
        });
    both.memory.putAll(memory);
    both.memory.putAll(newer.memory);
    return both;
  }

  /** The memory that a shell shares, as it reports; null for a process that does not report any. */
  List<SharedHandle> memory(int pid) {
    return memory.get(pid);
  }

  /** The variable of a shell that has the object at an address in its memory; null if none has. */
  String object(int pid, long address) {
    return memory.getOrDefault(pid, List.of()).stream()
        .filter(one -> one.isSync() && one.address() == address && !one.name().isEmpty())
        .map(SharedHandle::name)
        .findFirst()
        .orElse(null);
  }

  /** All names; System V objects have the numbers of {@code IpcObject.row}. */
  Map<Holder, String> all() {
    return names;
  }
}
