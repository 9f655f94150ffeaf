package ipcsh.repl;

import ipcsh.handle.Fd;
import ipcsh.handle.Process;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jline.reader.Candidate;

/** Completion of variables, and of descriptors that are not held by a variable. */
final class CompletionValues {
  private static final String VARIABLES = "variables";
  private static final int STANDARD_ERROR = 2;
  private static final String UNNAMED = "without a name";

  /** Types of which every value is an instance, or whose values are usually written as literals. */
  private static final Set<Class<?>> ANY =
      Set.of(Object.class, String.class, byte[].class, Object[].class, List.class);

  private final SymbolLookup known;

  CompletionValues(SymbolLookup known) {
    this.known = known;
  }

  /** All variables. */
  void addAll(List<Candidate> candidates) {
    new TreeMap<>(known.variables())
        .forEach(
            (name, value) ->
                candidates.add(Candidates.of(name, VARIABLES, describe(value), false)));
  }

  /** Variables that hold an open descriptor, and other open descriptors by number. */
  void addDescriptors(List<Candidate> candidates) {
    TreeMap<String, Object> variables = new TreeMap<>(known.variables());
    variables.values().removeIf(value -> !(value instanceof Fd fd) || !fd.isOpen());
    variables.forEach(
        (name, fd) -> candidates.add(Candidates.of(name, VARIABLES, fd.toString(), false)));
    Set<Integer> named =
        variables.values().stream().map(fd -> ((Fd) fd).getNumber()).collect(Collectors.toSet());
    for (Fd fd : known.session().context().descriptors().all()) {
      if (fd.getNumber() > STANDARD_ERROR && !named.contains(fd.getNumber())) {
        String number = String.valueOf(fd.getNumber());
        String what = fd.toString().replaceFirst("^fd \\d+ +", "");
        candidates.add(Candidates.of(number, UNNAMED, what, false));
      }
    }
  }

  /** Variables of a handle's type; false, without candidates, if the type is too general. */
  boolean addOfType(Class<?> type, List<Candidate> candidates) {
    if (type.isPrimitive() || ANY.contains(type) || type.getName().startsWith("java.")) {
      return false;
    }
    new TreeMap<>(known.variables())
        .forEach(
            (name, value) -> {
              if (type.isInstance(value)) {
                candidates.add(Candidates.of(name, VARIABLES, describe(value), false));
              }
            });
    return true;
  }

  /** The description of a value. Only handles are printed: no other code is run for a list. */
  private static String describe(Object value) {
    if (value instanceof Fd || value instanceof Process) {
      return value.toString();
    }
    if (value == null || value instanceof Number || value instanceof Boolean) {
      return String.valueOf(value);
    }
    return value.getClass().getSimpleName();
  }
}
