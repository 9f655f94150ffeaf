package ipcsh.command;

import ipcsh.handle.Child;
import ipcsh.handle.Role;
import ipcsh.peer.RoleShell;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What shells and children report about themselves, each asked once; one that does not answer has
 * reported nothing.
 *
 * @param calls by process ID the calls in which they are blocked; not read from /proc, because the
 *     Java virtual machine of a shell has threads that are always blocked
 * @param names the names of the variables that hold descriptors
 * @param others what the other shells of this user report; empty if they were not asked
 */
record ShellReports(
    Map<Integer, List<String>> calls, DescriptorNames names, List<Map<String, Object>> others) {
  /** None was asked. */
  static final ShellReports NONE = new ShellReports(Map.of(), DescriptorNames.NONE, List.of());

  /**
   * Asks them.
   *
   * @param all whether all other shells are asked too
   */
  static ShellReports of(Context context, boolean all) {
    return of(context, all ? context.shells().table() : List.of());
  }

  /** Asks those that this shell has started; what the others report is given. */
  static ShellReports of(Context context, List<Map<String, Object>> others) {
    Map<Integer, List<String>> calls = new HashMap<>();
    note(calls, context.kernel().shell().pid(), null);
    for (RoleShell shell : context.roleShells().wanted()) {
      note(calls, shell.getPid(), null);
    }
    for (Role role : context.localRoles().members()) {
      if (role instanceof Child child && child.isDriven()) {
        note(calls, child.getPid(), null);
      }
    }
    BlockedTask.in(context).forEach(one -> note(calls, one.pid(), one.call()));
    BlockedTask.shells(context).forEach(one -> note(calls, one.pid(), one.call()));
    DescriptorNames names = DescriptorNames.ofFamily(context);
    for (Map<String, Object> other : others) {
      names.addRow(other);
      int pid = pid(other);
      if (!calls.containsKey(pid)) {
        note(calls, pid, state(other));
        waits(other).forEach(call -> note(calls, pid, call));
      }
    }
    return new ShellReports(calls, names, others);
  }

  /** Whether the same was reported of these processes at another time. */
  boolean isLike(ShellReports other, Set<Integer> pids) {
    return of(pids).equals(other.of(pids)) && names.isLike(other.names, pids);
  }

  private Map<Integer, List<String>> of(Set<Integer> pids) {
    Map<Integer, List<String>> its = new HashMap<>(calls);
    its.keySet().retainAll(pids);
    return its;
  }

  /** The process ID of a shell that has reported. */
  static int pid(Map<String, Object> other) {
    return ((Number) other.get("pid")).intValue();
  }

  /** What it does, {@code idle}, or the call in which it is. */
  static String state(Map<String, Object> other) {
    return String.valueOf(other.get("state"));
  }

  /** The calls in which its threads are. */
  static List<String> waits(Map<String, Object> other) {
    return other.get("waits") instanceof List<?> waits
        ? waits.stream().map(String::valueOf).toList()
        : List.of();
  }

  private static void note(Map<Integer, List<String>> calls, int pid, String call) {
    List<String> its = calls.computeIfAbsent(pid, first -> new ArrayList<>());
    if (call != null) {
      its.add(call);
    }
  }
}
