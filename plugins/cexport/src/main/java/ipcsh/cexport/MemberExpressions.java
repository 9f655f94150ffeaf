package ipcsh.cexport;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;

/** Members of messages, descriptors, roles and credentials; and durations, {@code 500.ms}. */
final class MemberExpressions {
  private static final Map<String, Double> DURATIONS =
      Map.of("ms", 0.001, "s", 1.0, "us", 1e-6, "seconds", 1.0, "second", 1.0, "min", 60.0);

  private static final Map<String, Number> LIMITS =
      Map.of(
          "Integer.MAX_VALUE", Integer.MAX_VALUE,
          "Integer.MIN_VALUE", Integer.MIN_VALUE,
          "Long.MAX_VALUE", Long.MAX_VALUE,
          "Long.MIN_VALUE", Long.MIN_VALUE);

  private static final Set<String> ATTRIBUTES = Set.of("flags", "maxmsg", "msgsize", "curmsgs");

  /**
   * The members of a {@code struct stat}, with the types in which they are compared and printed.
   */
  private static final Map<String, Kind> STAT_MEMBERS =
      Map.of(
          "mode", Kind.INT,
          "uid", Kind.INT,
          "gid", Kind.INT,
          "size", Kind.LONG,
          "ino", Kind.LONG,
          "dev", Kind.LONG,
          "nlink", Kind.LONG);

  /** The members of a {@code struct rlimit}. */
  private static final Map<String, String> LIMIT_MEMBERS =
      Map.of("soft", "rlim_cur", "hard", "rlim_max");

  private final Writer w;
  private final Expressions expressions;

  MemberExpressions(Writer w, Expressions expressions) {
    this.w = w;
    this.expressions = expressions;
  }

  /** The bytes of a message, as a text or as data. */
  record Bytes(Received of) {}

  /** {@code a.b}. */
  Value property(PropertyExpression e) {
    String name = e.getPropertyAsString();
    Expression object = e.getObjectExpression();
    if (object instanceof ConstantExpression number
        && number.getValue() instanceof Number n
        && name != null
        && DURATIONS.containsKey(name)) {
      double seconds =
          new BigDecimal(n.toString())
              .multiply(BigDecimal.valueOf(DURATIONS.get(name)))
              .doubleValue();
      String text = BigDecimal.valueOf(seconds).stripTrailingZeros().toPlainString();
      return Value.constant(Kind.DOUBLE, text, seconds);
    }
    Number limit = LIMITS.get(object.getText() + "." + name);
    if (limit != null) {
      boolean wide = limit instanceof Long;
      w.needs.header("limits.h");
      return Value.constant(
          wide ? Kind.LONG : Kind.INT, (wide ? "LONG_" : "INT_") + name.substring(0, 3), limit);
    }
    if (name == null) {
      throw expressions.refuse(e, "a computed member has no C equivalent");
    }
    CVariable role = object instanceof VariableExpression v ? w.scope.find(v.getName()) : null;
    if (role != null && role.role != null && !name.equals("pid")) {
      CVariable variable = role.role.scope.find(name);
      if (role.role.nature != CProcess.Nature.SHELL || variable == null || variable.kind == null) {
        throw expressions.refuse(e, "is not known; a variable of a shell is expected, or pid");
      }
      variable.read(w.process, e);
      return variable.value();
    }
    Value value = isMessage(object) ? null : expressions.of(object, w.buffer(name));
    if (value == null || value.kind() == Kind.MESSAGE) {
      Received received =
          value == null ? received(object, name) : expressions.calls().receiving.there(value);
      return member(e, received, name);
    }
    if (value.kind().isDescriptor() && name.equals("peer")) {
      return expressions.calls().addresses.asked("getpeername", w.operand(value));
    }
    if (name.equals("pid") && (value.kind() == Kind.PID || value.kind() == Kind.ENDED)) {
      return value.as(Kind.PID);
    }
    if (value.kind().isDescriptor() && name.equals("number")) {
      return w.operand(value).as(Kind.INT);
    }
    if (value.kind() == Kind.CREDENTIALS && Set.of("pid", "uid", "gid").contains(name)) {
      return Value.of(Kind.INT, value.in(Op.PRIMARY) + "." + name);
    }
    if (value.kind() == Kind.QUEUE_ATTRIBUTES && ATTRIBUTES.contains(name)) {
      return Value.of(Kind.LONG, value.in(Op.PRIMARY) + ".mq_" + name);
    }
    if (value.kind() == Kind.STAT && STAT_MEMBERS.containsKey(name)) {
      String member = value.in(Op.PRIMARY) + ".st_" + name;
      return name.equals("mode")
          ? Value.of(Kind.INT, "(int)(" + member + " & 07777)", Op.UNARY)
          : Value.of(STAT_MEMBERS.get(name), cast(STAT_MEMBERS.get(name)) + member, Op.UNARY);
    }
    if (value.kind() == Kind.RESOURCE_LIMIT && LIMIT_MEMBERS.containsKey(name)) {
      String member = value.in(Op.PRIMARY) + "." + LIMIT_MEMBERS.get(name);
      return Value.of(Kind.LONG, "(long)" + member, Op.UNARY);
    }
    if (value.kind() == Kind.LOCK) {
      return lock(e, value, name.replaceFirst("^l_", ""));
    }
    if (value.kind() == Kind.ERROR && name.equals("errno")) {
      return value;
    }
    throw expressions.refuse(e, "there is no ." + name + " in C");
  }

  private Value lock(PropertyExpression e, Value lock, String name) {
    if (!LockCalls.FIELDS.containsKey(name)) {
      throw expressions.refuse(e, "there is no ." + name + " of a lock in C");
    }
    Kind kind =
        name.equals("pid")
            ? Kind.PID
            : name.equals("start") || name.equals("len") ? Kind.LONG : Kind.INT;
    return Value.of(kind, lock.in(Op.PRIMARY) + "." + LockCalls.FIELDS.get(name));
  }

  private static String cast(Kind kind) {
    return "(" + kind.type().strip() + ")";
  }

  /** A message of which a member is used; null if the expression is not a message. */
  Received received(Expression e, String member) {
    if (e instanceof VariableExpression variable) {
      CVariable known = w.scope.find(variable.getName());
      if (known != null && known.kind == Kind.MESSAGE) {
        expressions.of(e);
        known.received.use(member);
        return known.received;
      }
    }
    Value value = expressions.of(e, w.buffer(member));
    if (value.kind() != Kind.MESSAGE) {
      return null;
    }
    return expressions.calls().receiving.there(value);
  }

  boolean isMessage(Expression object) {
    return object instanceof VariableExpression variable
        && w.scope.find(variable.getName()) != null
        && w.scope.find(variable.getName()).kind == Kind.MESSAGE;
  }

  /** A member of a message. */
  private Value member(Expression e, Received received, String name) {
    return switch (name) {
      case "text" -> text(received);
      case "bytes" -> Value.of(Kind.MESSAGE, received.data).with(received);
      case "size", "length" -> Value.of(Kind.SIZE, received.size);
      case "eof" -> end(received);
      case "truncated" ->
          Value.of(
              Kind.TRUTH,
              "(" + received.part("header") + ".msg_flags & MSG_TRUNC) != 0",
              Op.EQUAL.level);
      case "controlTruncated" ->
          Value.of(
              Kind.TRUTH,
              "(" + received.part("header") + ".msg_flags & MSG_CTRUNC) != 0",
              Op.EQUAL.level);
      case "type" -> type(e, received);
      case "from" -> Value.of(Kind.ADDRESS, received.part("from")).with(received.sender());
      case "priority" -> {
        if (!received.queued) {
          throw expressions.refuse(e, "a message of a queue alone has a .priority");
        }
        yield Value.of(Kind.INT, received.part("priority"));
      }
      case "cred" -> Value.of(Kind.CREDENTIALS, received.part("cred"));
      case "fds" ->
          throw expressions.refuse(e, "fds[0] and fds.size() are translated, not the list");
      default -> throw expressions.refuse(e, "there is no ." + name + " of a message in C");
    };
  }

  /** The type of a message of a System V queue. */
  private Value type(Expression e, Received received) {
    if (received.type == null) {
      throw expressions.refuse(e, "only a message of a System V queue has a type");
    }
    return Value.of(Kind.LONG, received.type);
  }

  /** Whether end of file was received: in a single line 0 bytes, as C programs test for it. */
  private Value end(Received received) {
    return w.mode == Writer.Mode.PLAIN
        ? Value.of(Kind.TRUTH, received.size + " == 0", Op.EQUAL.level)
        : Value.of(Kind.TRUTH, received.part("eof"));
  }

  private Value text(Received received) {
    received.use("text");
    w.needs.header("string.h");
    if (w.mode == Writer.Mode.PLAIN) {
      return Value.of(Kind.TEXT, received.data).with(new Bytes(received));
    }
    return Value.of(Kind.TEXT, "as_text(" + received.data + ", " + received.size + ")")
        .with(new Bytes(received));
  }
}
