package ipcsh.cexport;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;

/** Locks of files: flock(2), lockf(3), and the commands of fcntl(2) with a struct flock. */
final class LockCalls implements Topic {
  private static final Set<String> TAKE =
      Set.of("F_SETLK", "F_SETLKW", "F_GETLK", "F_OFD_SETLK", "F_OFD_SETLKW", "F_OFD_GETLK");

  /** The fields, by their names in the language, with how C calls them. */
  static final Map<String, String> FIELDS =
      Map.of(
          "type",
          "l_type",
          "whence",
          "l_whence",
          "start",
          "l_start",
          "len",
          "l_len",
          "pid",
          "l_pid");

  private final Writer w;
  private final Expressions expressions;

  LockCalls(Writer w, Expressions expressions) {
    this.w = w;
    this.expressions = expressions;
  }

  @Override
  public void addTo(Commands commands) {
    commands.add(
        "flock",
        "sys/file.h",
        (a, t) -> Value.call(Kind.INT, "flock(" + a.fd("fd") + ", " + a.number("op") + ")"));
    commands.add(
        "lockf",
        "unistd.h",
        (a, t) ->
            Value.call(
                Kind.INT,
                "lockf(" + a.fd("fd") + ", " + a.number("cmd") + ", " + a.number("len") + ")"));
    commands.add(
        "fcntl",
        "fcntl.h",
        (a, t) -> {
          String cmd = a.number("cmd");
          return TAKE.contains(cmd) ? lock(a, cmd) : number(a, cmd);
        });
  }

  private static Value number(CallArguments a, String cmd) {
    boolean makes = cmd.equals("F_DUPFD") || cmd.equals("F_DUPFD_CLOEXEC");
    String arg =
        cmd.equals("F_DUPFD_QUERY")
            ? ", " + a.fd("arg")
            : a.has("arg") || cmd.startsWith("F_SET") ? ", " + a.number("arg") : "";
    Kind kind = makes ? Kind.DESCRIPTOR : Kind.INT;
    return Value.call(kind, "fcntl(" + a.fd("fd") + ", " + cmd + arg + ")");
  }

  private Value lock(CallArguments a, String cmd) {
    String fd = a.fd("fd");
    Value asked = w.operand(expressions.of(a.get("arg")));
    if (asked.kind() != Kind.LOCK) {
      throw expressions.refuse(
          a.get("arg"), "a lock is expected, [type: F_WRLCK, start: 0, len: 10]");
    }
    if (!cmd.endsWith("GETLK")) {
      return Value.call(Kind.INT, "fcntl(" + fd + ", " + cmd + ", &" + asked.in(Op.PRIMARY) + ")");
    }
    String lock = w.temporary("lock", "struct flock ", "");
    w.frame.line(lock + " = " + asked.c() + ";");
    w.call(Value.call(Kind.INT, "fcntl(" + fd + ", " + cmd + ", &" + lock + ")"));
    return Value.of(Kind.LOCK, lock);
  }

  /** A lock as it stands there; of no other map C knows what it is. */
  Value lock(MapExpression map) {
    w.needs.header("fcntl.h");
    return Value.of(Kind.LOCK, "(struct flock){ " + fields(map) + " }");
  }

  /** The fields in C's order of them; what is left out is 0 in both languages. */
  private String fields(MapExpression map) {
    Map<String, String> values = new LinkedHashMap<>();
    for (MapEntryExpression entry : map.getMapEntryExpressions()) {
      String name =
          entry.getKeyExpression() instanceof ConstantExpression key
              ? String.valueOf(key.getValue()).replaceFirst("^l_", "")
              : "";
      if (!FIELDS.containsKey(name)) {
        throw expressions.refuse(
            map, "a map is translated only if it is a lock, [type: F_WRLCK, start: 0, len: 10]");
      }
      Value value = w.operand(expressions.of(entry.getValueExpression()));
      values.put(name, expressions.number(value, entry.getValueExpression()).c());
    }
    StringJoiner out = new StringJoiner(", ");
    values.forEach((name, value) -> out.add("." + FIELDS.get(name) + " = " + value));
    return values.isEmpty() ? ".l_type = 0" : out.toString();
  }
}
