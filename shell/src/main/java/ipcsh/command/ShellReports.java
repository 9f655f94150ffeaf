package ipcsh.command;

import ipcsh.handle.Child;
import ipcsh.handle.Role;
import ipcsh.peer.RoleShell;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What shells and children report about themselves, each asked once; one that does not answer has
 * reported nothing.
 *
 * @param calls by process ID the calls in which they are blocked; not read from /proc, because the
 *     Java virtual machine of a shell has threads that are always blocked
 * @param names the names of the variables that hold descriptors
 */
record ShellReports(Map<Integer, List<String>> calls, DescriptorNames names) {
  /** No shell was asked. */
  static final ShellReports NONE = new ShellReports(Map.of(), DescriptorNames.NONE);

  /**
   * Asks them.
   *
   * @param all whether all other shells are asked too
   */
  static ShellReports of(Context context, boolean all) {
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
    if (all) {
      for (Map<String, Object> other : context.shells().table()) {
        names.addRow(other);
        int pid = ((Number) other.get("pid")).intValue();
        if (!calls.containsKey(pid)) {
          note(calls, pid, String.valueOf(other.get("state")));
          if (other.get("waits") instanceof List<?> waits) {
            waits.forEach(call -> note(calls, pid, String.valueOf(call)));
          }
        }
      }
    }
    return new ShellReports(calls, names);
  }

  private static void note(Map<Integer, List<String>> calls, int pid, String call) {
    List<String> its = calls.computeIfAbsent(pid, first -> new ArrayList<>());
    if (call != null) {
      its.add(call);
    }
  }
}
