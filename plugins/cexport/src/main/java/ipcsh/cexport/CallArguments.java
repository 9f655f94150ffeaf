package ipcsh.cexport;

import ipcsh.command.model.Defaults;
import java.util.List;
import java.util.Locale;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;

/**
 * The arguments of a call, as they are written in C: each is checked to be what the function takes.
 */
final class CallArguments {
  private final Arguments arguments;
  private final Writer w;
  private final Expressions expressions;

  private CallArguments(Arguments arguments, Writer w, Expressions expressions) {
    this.arguments = arguments;
    this.w = w;
    this.expressions = expressions;
  }

  /** Those of a call of this command. */
  static CallArguments of(String command, Expression call, Writer w, Expressions expressions) {
    return new CallArguments(new Arguments(w.model(command), call), w, expressions);
  }

  /** Refuses what nobody has asked for: it would be left out of the C. */
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

  /** The value, nothing else having to happen in between. */
  Value value(String name) {
    return w.operand(expressions.of(get(name)));
  }

  /** The number of a descriptor. */
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

  /** A number; where none is given, the one that the command's definition has. */
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

  /** What stands for a parameter that is left out. */
  private String otherwise(String name) {
    List<String> constants = List.of(arguments.otherwise(name).split(" *\\| *"));
    constants.forEach(w.needs::constant);
    return String.join(" | ", constants);
  }

  /** The value that stands for a parameter that is left out. */
  Object defaultValue(String name) {
    return Defaults.parse(arguments.otherwise(name), Needs.CONSTANTS);
  }

  /** The mode of a file, in octal where it stands there. */
  String mode(String name) {
    if (!has(name)) {
      return otherwise(name);
    }
    Value value = value(name);
    return value.constant() instanceof Integer mode ? "0" + Integer.toOctalString(mode) : value.c();
  }

  /** A text that ends in a NUL. */
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

  /** Where the bytes begin, and how many. */
  String data(String name) {
    if (!has(name)) {
      Object data = defaultValue(name);
      return Quote.string(data) + ", " + Quote.bytes(data).length;
    }
    Sending.Data data = expressions.sending.data(get(name));
    return data.bytes() + ", " + data.size();
  }

  /** A semaphore, or an object of pthreads. */
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

  /** A truth that stands there. */
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

  /** The time that is so many seconds from now, as the timed functions want it. */
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
