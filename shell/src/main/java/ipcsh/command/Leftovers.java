package ipcsh.command;

import ipcsh.handle.Child;
import ipcsh.handle.Leftover;
import ipcsh.handle.Process;
import ipcsh.handle.Role;
import ipcsh.peer.RoleShell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the session has made outside the shell: the names that it created, the children that run.
 */
public final class Leftovers {
  /** So many are named in a line. */
  private static final int NAMED = 5;

  private final Context context;

  public Leftovers(Context context) {
    this.context = context;
  }

  /** All that is left just now, names first. */
  public List<Leftover> all() {
    List<Leftover> all = new ArrayList<>(context.createdNames().left());
    Map<Integer, String> children = children();
    for (int pid : context.children().running()) {
      if (children.containsKey(pid)) {
        all.add(Leftover.process(pid, children.get(pid)));
      }
    }
    return all;
  }

  /** The children that were asked for, with what they are. */
  private Map<Integer, String> children() {
    Map<Integer, String> found = new LinkedHashMap<>();
    for (Process program : context.children().programs()) {
      found.put(program.getPid(), String.join(" ", program.getCommand()));
    }
    for (Role role : context.localRoles().members()) {
      if (role instanceof Child child) {
        found.put(child.getPid(), "forked child");
      }
    }
    for (RoleShell shell : context.roleShells().wanted()) {
      found.put(shell.getPid(), "shell " + shell.getName());
    }
    return found;
  }

  /** Removes one; false where it is gone or stands for something else. */
  public boolean remove(Leftover leftover) {
    return leftover.getPid() == null
        ? context.createdNames().remove(leftover)
        : context.children().end(leftover.getPid());
  }

  /** What stays when the shell has ended, and how to remove it, in a line; null for nothing. */
  String parting() {
    List<Leftover> left = context.createdNames().left();
    if (left.isEmpty()) {
      return null;
    }
    String more = left.size() > NAMED ? " and " + (left.size() - NAMED) + " more" : "";
    return left.stream()
            .limit(NAMED)
            .map(each -> each.getKind() + " " + each.getName())
            .collect(Collectors.joining(", ", "left behind: ", more))
        + removal("rm", left, each -> each.object() == null ? quoted(each.getPath()) : null)
        + removal("ipcrm", left, Leftovers::ipcrm);
  }

  private static String removal(
      String program, List<Leftover> left, Function<Leftover, String> argument) {
    return left.stream()
        .filter(each -> each.user() == null)
        .map(argument)
        .filter(Objects::nonNull)
        .reduce((one, other) -> one + " " + other)
        .map(own -> "; remove with: " + program + " " + own)
        .orElse("");
  }

  private static String ipcrm(Leftover left) {
    return left.object() == null ? null : left.object().kind().option() + " " + left.getName();
  }

  /** A word as a shell of UNIX reads it. */
  private static String quoted(String word) {
    return word.matches("[\\w./:@%+,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
