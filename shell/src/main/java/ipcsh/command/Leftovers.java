package ipcsh.command;

import ipcsh.handle.Child;
import ipcsh.handle.Leftover;
import ipcsh.handle.Process;
import ipcsh.handle.Role;
import ipcsh.peer.RoleShell;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the session leaves behind outside the shell: names that it created, and running children.
 */
public final class Leftovers {
  /** The maximum number of names in one line. */
  private static final int NAMED = 5;

  private final Context context;

  public Leftovers(Context context) {
    this.context = context;
  }

  /** Everything that is left at this moment, names first. */
  public List<Leftover> all() {
    context.loadClock();
    List<Leftover> all = new ArrayList<>(context.createdNames().left());
    all.addAll(context.networks().left());
    Map<Integer, String> children = children();
    for (int pid : context.children().running()) {
      if (children.containsKey(pid)) {
        all.add(Leftover.process(pid, children.get(pid)));
      }
    }
    return all;
  }

  /** The children that the session has started, with a description. */
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

  /** The same in an order in which they can be removed: a directory after its contents. */
  public static List<Leftover> inOrderOfRemoval(List<Leftover> all) {
    List<Leftover> ordered = new ArrayList<>();
    for (Leftover each : all) {
      if (each.getKind() != Leftover.Kind.DIRECTORY) {
        ordered.add(each);
      }
    }
    for (int i = all.size() - 1; i >= 0; i--) {
      if (all.get(i).getKind() == Leftover.Kind.DIRECTORY) {
        ordered.add(all.get(i));
      }
    }
    return ordered;
  }

  /** Removes one; false if it no longer exists or is another object now. */
  public boolean remove(Leftover leftover) {
    if (leftover.getKind() == Leftover.Kind.NETWORK) {
      return context.networks().remove(leftover);
    }
    return leftover.getPid() == null
        ? context.createdNames().remove(leftover)
        : context.children().end(leftover.getPid());
  }

  /** What remains when the shell has ended, and how to remove it, in one line; null if nothing. */
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
        + removal(inOrderOfRemoval(left).stream().filter(each -> each.user() == null).toList());
  }

  /** The commands that remove them; a queue is a file only if its file system is mounted. */
  private static String removal(List<Leftover> own) {
    List<String> commands = new ArrayList<>();
    own.stream()
        .filter(each -> each.object() == null && !isUnmounted(each))
        .map(each -> quoted(each.getPath()))
        .reduce((one, other) -> one + " " + other)
        .ifPresent(files -> commands.add("rm " + option(own) + files));
    own.stream()
        .filter(Leftovers::isUnmounted)
        .map(each -> "ipcsh -e \"mq_unlink " + quoted("'" + each.getName() + "'") + "\"")
        .forEach(commands::add);
    own.stream()
        .filter(each -> each.object() != null)
        .map(each -> each.object().kind().option() + " " + each.getName())
        .reduce((one, other) -> one + " " + other)
        .ifPresent(objects -> commands.add("ipcrm " + objects));
    return commands.isEmpty() ? "" : "; remove with: " + String.join("; ", commands);
  }

  private static boolean isUnmounted(Leftover leftover) {
    return leftover.getKind() == Leftover.Kind.QUEUE
        && !Files.exists(Path.of(leftover.getPath()), LinkOption.NOFOLLOW_LINKS);
  }

  /** The option that rm(1) needs to remove empty directories. */
  private static String option(List<Leftover> left) {
    return left.stream().anyMatch(each -> each.getKind() == Leftover.Kind.DIRECTORY) ? "-d " : "";
  }

  /** A word quoted for the UNIX shell. */
  private static String quoted(String word) {
    return word.matches("[\\w./:@%+,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
