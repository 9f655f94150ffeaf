package ipcsh.language.saving;

import ipcsh.command.Context;
import ipcsh.command.model.CommandModel;
import ipcsh.sys.abi.Errno;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The known state of a session at one of its entries: its variables, and what was sent. */
final class SessionState {
  private final Context context;
  private final Map<String, Determinism> variables = new HashMap<>();
  private final Set<String> handles = new HashSet<>();
  private final Set<String> functions = new HashSet<>();
  private final Set<String> assigned = new HashSet<>();
  private Determinism.Level written = Determinism.Level.SAME;
  private Determinism last = Determinism.OTHER;
  private boolean raced;
  private boolean programs;

  SessionState(Context context) {
    this.context = context;
  }

  /** The command with a name, or null. */
  CommandModel command(String name) {
    return context.registry().find(name);
  }

  /** The command that a name refers to, or null: a variable takes precedence. */
  CommandModel visibleCommand(String name) {
    return name == null || variable(name) != null ? null : command(name);
  }

  boolean isConstant(String name) {
    if (context.constants().get(name) != null || name.equals("on") || name.equals("off")) {
      return true;
    }
    try {
      return name.startsWith("E") && Errno.named(name) != null;
    } catch (IllegalArgumentException notOne) {
      return false;
    }
  }

  /** The determinism of a variable's value, or null if there is no such variable. */
  Determinism variable(String name) {
    return variables.get(name);
  }

  void assign(String name, Determinism value) {
    variables.put(name, value);
    assigned.add(name);
  }

  /** The names assigned since the previous call. */
  Set<String> takeAssigned() {
    Set<String> names = new HashSet<>(assigned);
    assigned.clear();
    return names;
  }

  /** Records the determinism of the last value, {@code _}. */
  void gave(Determinism value) {
    last = value;
  }

  Determinism last() {
    return last;
  }

  /** Records whether a variable holds a handle, whose text changes. */
  void handle(String name, boolean is) {
    if (is) {
      handles.add(name);
    } else {
      handles.remove(name);
    }
  }

  boolean isHandle(String name) {
    return handles.contains(name);
  }

  /** The names of functions. */
  Set<String> functions() {
    return functions;
  }

  /** Records that something was sent, or written to memory or a file. */
  void written(Determinism value) {
    written = value.level().compareTo(written) > 0 ? value.level() : written;
  }

  /** The least certain level of everything that was sent and written. */
  Determinism.Level written() {
    return written;
  }

  /** Records that a background job writes to memory. */
  void race() {
    raced = true;
  }

  boolean isRaced() {
    return raced;
  }

  /** Records that another program is running, whose actions are unknown. */
  void startProgram() {
    programs = true;
  }

  boolean hasPrograms() {
    return programs;
  }
}
