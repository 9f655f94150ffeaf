package ipcsh.cexport;

import ipcsh.command.model.Defaults;
import java.util.List;
import java.util.Locale;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;

/** The arguments of a call, as C expressions; each is checked against the type of the parameter. */
final class CallArguments {
  private final Arguments arguments;
  private final Writer w;
  private final Expressions expressions;

  private CallArguments(Arguments arguments, Writer w, Expressions expressions) {
    this.arguments = arguments;
    this.w = w;
    this.expressions = expressions;
  }

  /** The arguments of a call of this command. */
  static CallArguments of(String command, Expression call, Writer w, Expressions expressions) {
    return new CallArguments(new Arguments(w.model(command), call), w, expressions);
  }

  /** Refuses arguments that were not read: they would be missing in the C. */
  void checkAllRead() {
    arguments.checkAllRead();
  }

  boolean has(String name) {
    return arguments.has(name);
  }

  Expression get(String name) {
    return arguments.get(name);
  }

  Expression call() {
    return arguments.call();
  }

  String command() {
    return arguments.command();
  }

  /** The value, provided that evaluating it has no side effects. */
  Value value(String name) {
    return w.operand(expressions.of(get(name)));
  }

  /** The number of a descriptor, as an expression. */
  String fd(String name) {
    return fd(get(name));
  }

  String fd(Expression e) {
    Value value = w.operand(expressions.of(e));
    if (!value.kind().isDescriptor() && value.kind() != Kind.INT) {
      throw expressions.refuse(e, "a descriptor is expected");
    }
    return value.c();
  }

  /** A number; if omitted, the default value of the command's definition. */
  String number(String name) {
    if (!has(name)) {
      return otherwise(name);
    }
    Value value = value(name);
    boolean whole = value.kind().isNumber() && value.kind() != Kind.DOUBLE;
    if (!whole && value.kind() != Kind.TRUTH) {
      throw expressions.refuse(get(name), "a number is expected");
    }
    return value.c();
  }

  /** The C of the default value of a parameter. */
  private String otherwise(String name) {
    List<String> constants = List.of(arguments.otherwise(name).split(" *\\| *"));
    constants.forEach(w.needs::constant);
    return String.join(" | ", constants);
  }

  /** The default value of a parameter. */
  Object defaultValue(String name) {
    return Defaults.parse(arguments.otherwise(name), Needs.CONSTANTS);
  }

  /** A file mode, in octal if it is a literal. */
  String mode(String name) {
    if (!has(name)) {
      return otherwise(name);
    }
    Value value = value(name);
    return value.constant() instanceof Integer mode ? "0" + Integer.toOctalString(mode) : value.c();
  }

  /** A text that is terminated by a NUL. */
  String text(String name) {
    Value value = value(name);
    if (value.kind() == Kind.ADDRESS) {
      value = expressions.printing.address(value);
    }
    if (value.kind() != Kind.TEXT) {
      throw expressions.refuse(get(name), "a text is expected");
    }
    if (value.constant() instanceof String text && text.indexOf('\0') >= 0) {
      throw expressions.refuse(get(name), "a name that contains NUL ends there in C");
    }
    return value.c();
  }

  /** Whether the call is on a region, not on bytes of the language. */
  boolean isOnRegion() {
    return arguments.isOnRegion();
  }

  /** The address and the number of the bytes of a region. */
  String onRegion() {
    Value region = value("region");
    if (region.kind() != Kind.REGION) {
      throw expressions.refuse(get("region"), "a region is expected");
    }
    Value offset = value("offset");
    expressions.cells.check(call(), region, offset, 1);
    return LibraryObjects.plus(region, offset) + ", " + number("n");
  }

  /** The address and the number of the bytes to send. */
  String data(String name) {
    if (isOnRegion()) {
      return onRegion();
    }
    if (!has(name)) {
      Object data = defaultValue(name);
      return Quote.string(data) + ", " + Quote.bytes(data).length;
    }
    Sending.Data data = expressions.sending.data(get(name));
    return data.bytes() + ", " + data.size();
  }

  /** A semaphore, or a pthreads object. */
  String object(int place, Kind kind) {
    String name = arguments.name(place);
    Value value = value(name);
    if (value.kind() != kind) {
      throw expressions.refuse(
          get(name), "a " + kind.name().toLowerCase(Locale.ROOT) + " is expected");
    }
    return value.c();
  }

  /** The ID of a System V object. */
  String object(String name) {
    Value value = value(name);
    if (value.kind() != Kind.SYSTEM_V && value.kind() != Kind.INT) {
      throw expressions.refuse(get(name), "a System V object is expected");
    }
    return value.c();
  }

  /** A literal truth value. */
  boolean isTrue(String name) {
    if (!has(name)) {
      return Boolean.parseBoolean(arguments.otherwise(name));
    }
    if (get(name) instanceof ConstantExpression constant
        && constant.getValue() instanceof Boolean truth) {
      return truth;
    }
    throw expressions.refuse(get(name), "true or false is expected");
  }

  /** A time in seconds. */
  Value seconds(String name) {
    Value value = w.operand(expressions.of(get(name)));
    if (!value.kind().isNumber()) {
      throw expressions.refuse(get(name), "a time is expected, 500.ms or 2.s");
    }
    return value;
  }

  /** The absolute time this many seconds from now, as the timed functions expect it. */
  String deadline(String name) {
    Value seconds = seconds(name);
    if (w.mode == Writer.Mode.PLAIN) {
      w.needs.header("time.h");
      String at = w.temporary("deadline", "struct timespec ", "");
      w.frame.line("clock_gettime(CLOCK_REALTIME, &" + at + ");");
      w.frame.line("/* " + at + " += " + seconds.c() + " s */");
      return "&" + at;
    }
    w.needs.helper(Helper.DEADLINE);
    return "in_seconds(" + seconds.c() + ")";
  }
}
