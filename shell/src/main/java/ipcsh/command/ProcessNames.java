package ipcsh.command;

import ipcsh.handle.Child;
import ipcsh.handle.HasPid;
import ipcsh.handle.Role;
import ipcsh.inspect.Inspector;
import ipcsh.sys.abi.SysException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Names of processes: this shell, its shells and children by the names of their roles, the other
 * shells of this user by theirs, all others by their programs.
 */
final class ProcessNames {
  /** What this shell is called in sentences. */
  static final String OWN = "this shell";

  private final Context context;
  private final boolean isTitled;
  private final Map<Integer, String> known = new ConcurrentHashMap<>();
  private volatile Map<Integer, String> given = Map.of();
  private volatile Set<Integer> shells = Set.of();
  private final Map<Integer, String> titles = new ConcurrentHashMap<>();

  ProcessNames(Context context) {
    this(context, false);
  }

  private ProcessNames(Context context, boolean isTitled) {
    this.context = context;
    this.isTitled = isTitled;
  }

  /** The same for a picture of several processes, in which this shell is called by its name. */
  static ProcessNames inPicture(Context context) {
    return new ProcessNames(context, true);
  }

  /** Reads the names again. Lists a directory, so it opens a descriptor. */
  void refresh() {
    known.clear();
    context.shells().processes().forEach((name, pid) -> known.put(pid, name));
    shells = Set.copyOf(known.keySet());
    context.roleShells().all().forEach(shell -> known.put(shell.getPid(), shell.getName()));
    for (Role role : context.localRoles().members()) {
      if (role instanceof HasPid child) {
        known.put(child.getPid(), role.getName());
      }
    }
    known.put(context.kernel().shell().pid(), own());
    given = Map.copyOf(known);
    if (isTitled) {
      titleChildren();
    }
  }

  /** What this shell is called. */
  String own() {
    return isTitled ? context.shells().title() : OWN;
  }

  /** A child whose handle a variable holds has its name, {@code child c}. */
  private void titleChildren() {
    titles.clear();
    for (Role role : context.localRoles().members()) {
      String variable = role instanceof Child child ? context.variableNames().handle(child) : null;
      if (variable != null) {
        titles.put(((Child) role).getPid(), "child " + variable);
      }
    }
  }

  /** {@code server}, {@code this shell}, {@code python3 4711}. */
  String of(int pid, Inspector inspector) {
    String title = titles.get(pid);
    return title != null
        ? title
        : known.computeIfAbsent(
            pid,
            asked -> {
              try {
                return inspector.facts(asked).name() + " " + asked;
              } catch (SysException ended) {
                return "process " + asked;
              }
            });
  }

  /**
   * The name that a process was given, {@code server} or {@code child c}, without its ID; null if
   * it has only its program's.
   */
  String given(int pid) {
    String name = titles.getOrDefault(pid, given.get(pid));
    String number = " " + pid;
    return name != null && name.endsWith(number)
        ? name.substring(0, name.length() - number.length())
        : name;
  }

  /** Whether it is another shell of this user. */
  boolean isOtherShell(int pid) {
    return shells.contains(pid);
  }

  /** Similar names, {@code "; did you mean B?"}, or an empty text. */
  String near(String name) {
    return SpellingSuggestion.sayGiven(name, known.values());
  }

  /** The process ID for a name, or null. */
  Integer pid(String name) {
    return known.entrySet().stream()
        .filter(entry -> entry.getValue().equals(name))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }
}
