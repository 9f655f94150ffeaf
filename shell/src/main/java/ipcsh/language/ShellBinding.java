package ipcsh.language;

import groovy.lang.Closure;
import groovy.lang.MissingPropertyException;
import ipcsh.command.Context;
import ipcsh.command.model.CommandModel;
import ipcsh.command.model.Registry;
import ipcsh.sys.abi.Errno;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The names of a session: variables first, then constants, errnos, {@code on} and {@code off}, and
 * finally commands, which a bare name calls without arguments. Thread-safe.
 */
public final class ShellBinding extends LateBinding {
  /** C's name for null. */
  static final String NULL = "NULL";

  private static final String VALUED = "=";
  private static final String CALLABLE = "{";

  private final Context context;
  private final ConcurrentHashMap<String, Variable> variables = new ConcurrentHashMap<>();
  private final AtomicLong assignments = new AtomicLong();

  /** No variables yet. */
  public ShellBinding(Context context) {
    this.context = context;
    StandardMethods.watch();
  }

  Registry registry() {
    return context.registry();
  }

  Context context() {
    return context;
  }

  /** The variable with a name, assigned or not: the same object during the whole session. */
  Variable variable(String name) {
    return variables.computeIfAbsent(name, its -> new Variable(its, assignments));
  }

  /** Whether a value has been assigned to the name. */
  public boolean isAssigned(String name) {
    Variable variable = variables.get(name);
    return variable != null && variable.isAssigned();
  }

  /** The names that have values. */
  public Set<String> assigned() {
    return getVariables().keySet();
  }

  /** The names that have values, each with what compiled code depends on. */
  Set<String> basis() {
    Set<String> all = new HashSet<>();
    getVariables()
        .forEach(
            (name, value) -> all.add(value instanceof Closure ? CALLABLE + name : valued(name)));
    return all;
  }

  /** How a name with a value that is no block is written in {@link #basis}. */
  static String valued(String name) {
    return VALUED + name;
  }

  /** The name that is written so in {@link #basis}. */
  static String nameOf(String written) {
    return written.substring(Math.min(1, written.length()));
  }

  /** Whether the value of a name that is written so in {@link #basis} is a block. */
  static boolean isCallable(String written) {
    return written.startsWith(CALLABLE);
  }

  /** The names that have values, in the order in which they got them. */
  Map<String, Object> inOrderOfAssignment() {
    Map<String, Object> sorted = new LinkedHashMap<>();
    variables.entrySet().stream()
        .filter(entry -> entry.getValue().isAssigned())
        .sorted(Comparator.comparingLong(entry -> entry.getValue().order()))
        .forEach(entry -> sorted.put(entry.getKey(), entry.getValue().value()));
    return sorted;
  }

  /** The names assigned since the previous call, with their values. */
  Map<String, Object> takeAssigned() {
    Map<String, Object> assigned = new LinkedHashMap<>();
    variables.forEach(
        (name, variable) -> {
          if (variable.takeTouched() && variable.isAssigned()) {
            assigned.put(name, variable.value());
          }
        });
    return assigned;
  }

  @Override
  public Object getVariable(String name) {
    Variable variable = variables.get(name);
    return variable != null && variable.isAssigned() ? variable.value() : known(name);
  }

  /** Whether the name has a meaning: it has a value, or is defined by the language. */
  boolean isKnown(String name) {
    return isAssigned(name)
        || name.equals(NULL)
        || name.equals("on")
        || name.equals("off")
        || registry().find(name) != null
        || context.constants().get(name) != null
        || errno(name) != null;
  }

  private Object known(String name) {
    if (name.equals(NULL)) {
      return null;
    }
    Integer constant = context.constants().get(name);
    if (constant != null) {
      return constant;
    }
    Errno errno = errno(name);
    if (errno != null) {
      return errno;
    }
    if (name.equals("on") || name.equals("off")) {
      return name.equals("on");
    }
    CommandModel command = registry().find(name);
    if (command != null) {
      return command.call();
    }
    // looking up the command may have loaded a plugin with a constant of this name
    constant = context.constants().get(name);
    if (constant != null) {
      return constant;
    }
    throw new MissingPropertyException(name, ShellScript.class);
  }

  private static Errno errno(String name) {
    if (!name.startsWith("E") || !name.equals(name.toUpperCase(Locale.ROOT))) {
      return null;
    }
    try {
      return Errno.named(name);
    } catch (IllegalArgumentException notOne) {
      return null;
    }
  }

  @Override
  public void setVariable(String name, Object value) {
    variable(name).assign(value);
  }

  @Override
  public void removeVariable(String name) {
    variable(name).remove();
  }

  @Override
  public boolean hasVariable(String name) {
    return isAssigned(name);
  }

  @Override
  public Map<String, Object> getVariables() {
    Map<String, Object> copy = new LinkedHashMap<>();
    variables.forEach(
        (name, variable) -> {
          if (variable.isAssigned()) {
            copy.put(name, variable.value());
          }
        });
    return copy;
  }
}
