package ipcsh.language.saving;

import ipcsh.language.ValueFact;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Assertions about a result that will also hold in the next run. */
final class Asserts {
  /** A number below this may equal a process ID by coincidence. */
  private static final int UNLIKELY = 1000;

  private final SessionState known;
  private final HandleNames names;
  private final int pid;
  private final Set<String> typed;

  /**
   * Assertions for a session.
   *
   * @param pid its process ID
   * @param typed the texts typed by the user
   */
  Asserts(SessionState known, HandleNames names, int pid, Set<String> typed) {
    this.known = known;
    this.names = names;
    this.pid = pid;
    this.typed = typed;
  }

  /**
   * Conditions that hold for a value.
   *
   * @param name the name of the value; empty for conditions to be prefixed with it
   * @param fact the value
   * @param sure its determinism
   */
  List<String> conditions(String name, ValueFact fact, Determinism sure) {
    if (sure.level() == Determinism.Level.PID) {
      String process = process(fact);
      return process == null ? List.of() : List.of(name + " == " + process);
    }
    if (!sure.isSame()) {
      return List.of();
    }
    return switch (fact.kind()) {
      case LITERAL -> isSame(fact, sure) ? one(equal(name, fact)) : List.of();
      case LIST -> sure.data() || fact.list().isEmpty() ? List.of() : one(equal(name, fact));
      case MESSAGE -> message(name, fact, sure);
      case MAP -> map(name, fact.map());
      default -> List.of();
    };
  }

  private static List<String> one(String condition) {
    return condition == null ? List.of() : List.of(condition);
  }

  private static String equal(String name, ValueFact fact) {
    if (fact.value() instanceof Boolean truth) {
      return truth ? name : "!" + name;
    }
    String literal = Literals.of(fact);
    return literal == null ? null : name + " == " + literal;
  }

  private String process(ValueFact fact) {
    if (!(fact.value() instanceof Integer number) || number < UNLIKELY) {
      return null;
    }
    if (number == pid) {
      return "getpid()";
    }
    String child = names.of(ValueFact.Kind.PROCESS, number);
    return child == null ? null : child + ".pid";
  }

  private boolean isSame(ValueFact fact, Determinism sure) {
    if (sure.named()) {
      return typed.contains(fact.value());
    }
    if (fact.value() instanceof String text
        && text.matches("(?s).*(\\bfd \\d|@[0-9a-f]{5}\\b).*")) {
      return false;
    }
    return !sure.data() || isSameData(String.valueOf(fact.value()), sure);
  }

  /** Whether received data contains nothing that differs in each run. */
  private boolean isSameData(String text, Determinism sure) {
    return switch (sure.data() && known.hasPrograms() ? Determinism.Level.OTHER : known.written()) {
      case SAME -> true;
      case PID -> text.chars().noneMatch(Character::isDigit);
      default -> false;
    };
  }

  private List<String> message(String name, ValueFact fact, Determinism sure) {
    if (Boolean.TRUE.equals(fact.member("eof"))) {
      return List.of(name + ".eof");
    }
    if (!(fact.member("bytes") instanceof byte[] bytes)) {
      return isSameData("", sure) && known.written() == Determinism.Level.SAME
          ? List.of(name + ".size == " + fact.member("size"))
          : List.of();
    }
    String text = Literals.text(bytes);
    if (!isSameData(text == null ? "0" : text, sure)) {
      return List.of();
    }
    List<String> conditions = new ArrayList<>();
    conditions.add(
        text != null
            ? name + ".text == " + Literals.quoted(text)
            : bytes.length < 64
                ? name + ".hex == " + Literals.quoted(Literals.hex(bytes))
                : name + ".size == " + bytes.length);
    if (Boolean.TRUE.equals(fact.member("truncated"))) {
      conditions.add(name + ".truncated");
    }
    if (Boolean.TRUE.equals(fact.member("controlTruncated"))) {
      conditions.add(name + ".controlTruncated");
    }
    if (fact.member("from") instanceof String from && !from.isEmpty() && typed.contains(from)) {
      conditions.add(name + ".from == " + Literals.quoted(from));
    }
    return conditions;
  }

  /** Conditions for the members of a map, without process IDs. */
  private static List<String> map(String name, Map<String, ValueFact> map) {
    List<String> conditions = new ArrayList<>();
    map.forEach(
        (key, fact) -> {
          String literal = fact.kind() == ValueFact.Kind.LITERAL ? Literals.of(fact) : null;
          if (literal != null && !key.equals("pid") && key.matches("[A-Za-z]\\w*")) {
            conditions.add(name + "." + key + " == " + literal);
          }
        });
    return conditions;
  }
}
