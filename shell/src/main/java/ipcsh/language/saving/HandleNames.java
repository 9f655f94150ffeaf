package ipcsh.language.saving;

import ipcsh.language.JournalEntry;
import ipcsh.language.ValueFact;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names for descriptors, processes and jobs at an entry: a variable that holds one, or the result
 * of an entry, which gets a name when it is needed.
 */
final class HandleNames {
  private static final Pattern WORD = Pattern.compile("[A-Za-z_]\\w*");

  private final Set<String> taken = new HashSet<>();
  private final Map<Thing, Holder> holders = new HashMap<>();

  /** A handle, identified by the kind and number of its facts. */
  private record Thing(ValueFact.Kind kind, Object number) {}

  /**
   * Where it is held.
   *
   * @param variable the variable, or null for a result
   * @param id the ID of the facts
   * @param path the path from the whole value, {@code [0]}
   */
  private record Holder(String variable, int id, String path, UnaryOperator<String> at) {}

  HandleNames(List<JournalEntry> entries) {
    for (JournalEntry entry : entries) {
      taken.addAll(entry.assigned().keySet());
      Matcher words = WORD.matcher(entry.text());
      while (words.find()) {
        taken.add(words.group());
      }
    }
  }

  /** An unused name: the base, or the base with a number appended. */
  String fresh(String base) {
    String name = base;
    for (int i = 2; !taken.add(name); i++) {
      name = base + "_" + i;
    }
    return name;
  }

  /** A name for a result: {@code fd3}, {@code message1}, {@code value1}. */
  String forResult(ValueFact fact) {
    if (fact.kind() == ValueFact.Kind.DESCRIPTOR) {
      return fresh("fd" + fact.value());
    }
    boolean own = fact.kind() != ValueFact.Kind.LITERAL && fact.type().matches("[A-Z][a-z]+");
    String base =
        fact.kind() == ValueFact.Kind.JOB
            ? "job"
            : own ? fact.type().toLowerCase(Locale.ROOT) : "value";
    int i = 1;
    while (!taken.add(base + i)) {
      i++;
    }
    return base + i;
  }

  /** Records the new value of a variable. */
  void variable(String name, ValueFact fact) {
    holders.values().removeIf(holder -> name.equals(holder.variable));
    put(fact, name, "", path -> name + path);
  }

  /**
   * Records the value of an entry; {@code at} returns the name of it, or of a path in it, {@code
   * [0]}.
   */
  void result(ValueFact fact, UnaryOperator<String> at) {
    put(fact, null, "", at);
  }

  private void put(ValueFact fact, String variable, String path, UnaryOperator<String> at) {
    switch (fact.kind()) {
      case DESCRIPTOR, PROCESS, JOB -> {
        Thing thing = new Thing(fact.kind(), fact.value());
        Holder before = holders.get(thing);
        boolean same = before != null && before.id == fact.id();
        if (variable != null || !same) {
          holders.put(thing, new Holder(variable, fact.id(), path, at));
        }
      }
      case LIST -> {
        for (int i = 0; i < fact.list().size(); i++) {
          put(fact.list().get(i), variable, path + "[" + i + "]", at);
        }
      }
      case MESSAGE -> {
        List<?> fds = (List<?>) fact.member("fds");
        for (int i = 0; i < fds.size(); i++) {
          Thing thing = new Thing(ValueFact.Kind.DESCRIPTOR, fds.get(i));
          holders.put(thing, new Holder(variable, 0, path + ".fds[" + i + "]", at));
        }
      }
      default -> {}
    }
  }

  /** An expression for the handle with this number, or null if it is not held. */
  String of(ValueFact.Kind kind, Object number) {
    Holder holder = holders.get(new Thing(kind, number));
    return holder == null ? null : holder.at.apply(holder.path);
  }
}
