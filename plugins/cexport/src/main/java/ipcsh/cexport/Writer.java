package ipcsh.cexport;

import ipcsh.command.model.CommandModel;
import ipcsh.sys.text.SourceColumns;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.codehaus.groovy.ast.ASTNode;

/** Writes C: the current function, the names, and the handling of failures. */
final class Writer {
  /** What is done about a call that can fail. */
  enum Mode {
    /** Nothing: only the call is written. */
    PLAIN,
    /** Nothing, in a program: the failure could not be handled any more. */
    IGNORE,
    /** A failure terminates the program. */
    CHECK,
    /** A failure jumps to a label. */
    JUMP
  }

  final Needs needs;
  CNames names;

  /** The names of the file. */
  final CNames all;

  Frame frame;
  Scope scope;
  Mode mode;
  String label;

  /** The process whose code is being written. */
  CProcess process = new CProcess("main", CProcess.Nature.MAIN, null);

  /** The names at file scope, from one pass to the next. */
  Set<String> shown = new HashSet<>();

  /** Whether a name was added in this pass. */
  boolean shownNew;

  /** The variable for an object that is about to be initialized, if it is kept. */
  CVariable object;

  /** Declarations at file scope. */
  Frame globals = new Frame();

  /** Variables in shared memory. */
  Frame shared = new Frame();

  /** The text that is translated. */
  String text = "";

  /** The commands by name, from the shell's definitions. */
  private final Function<String, CommandModel> models;

  /** The text that a variable of the session holds, null if it holds another value. */
  UnaryOperator<String> textOf = name -> null;

  /** The line of the scenario that is translated. */
  int line;

  /** The variables that the text declares with {@code def}, from one pass to the next. */
  private final Locals locals;

  /** The current copy of code that is written once for each value of a list. */
  String time = "";

  private final Map<String, Integer> pooled = new HashMap<>();
  private final Map<String, Object> pool = new HashMap<>();

  Writer(
      Function<String, CommandModel> models,
      Needs needs,
      CNames names,
      Frame frame,
      Scope scope,
      Mode mode,
      Locals locals) {
    this.models = models;
    this.needs = needs;
    this.names = names;
    this.all = names;
    this.frame = frame;
    this.scope = scope;
    this.mode = mode;
    this.locals = locals;
  }

  /** The definition of a command, which must exist. */
  CommandModel model(String name) {
    CommandModel model = models.apply(name);
    if (model == null) {
      throw new IllegalStateException("there is no command " + name);
    }
    return model;
  }

  /** Directs the output to this process, or to a function. */
  void to(CProcess next) {
    process = next;
    frame = next.frame;
    names = next.names == null ? all : next.names;
  }

  /** The C name of a variable. */
  String name(CVariable variable) {
    boolean shown = variable.shared || variable.isGlobal();
    if (!shown) {
      return names.take(variable.name);
    }
    String name = all.takeOutside(variable.wish != null ? variable.wish : variable.name);
    shownNew |= this.shown.add(name);
    return name;
  }

  /** Reserves a C name at file scope. */
  String outer(String wish) {
    String name = all.takeOutside(wish);
    shownNew |= shown.add(name);
    return name;
  }

  /**
   * The frame that declares a variable: its function, or file scope if several functions use it.
   */
  Frame home(CVariable variable) {
    return variable.shared ? shared : variable.isGlobal() ? globals : frame;
  }

  /** The frame that declares the variables of a message. */
  Frame home(Received received) {
    return received.global ? globals : frame;
  }

  /** The variable that a declaration in the text denotes. */
  CVariable local(ASTNode where, String name) {
    CVariable variable = locals.at(where, time, name);
    scope.declared(name, variable);
    return variable;
  }

  /** The source text of a node, its first line. */
  String source(ASTNode node) {
    List<String> lines = text.lines().toList();
    int line = node.getLineNumber();
    if (line < 1 || line > lines.size() || node.getColumnNumber() < 1) {
      return node.getText();
    }
    String whole = lines.get(line - 1);
    boolean more = node.getLastLineNumber() != line;
    int last = more ? whole.length() : SourceColumns.index(whole, node.getLastColumnNumber());
    int end = Math.min(whole.length(), last);
    int start = Math.min(SourceColumns.index(whole, node.getColumnNumber()), end);
    return whole.substring(start, end).strip() + (more ? " ..." : "");
  }

  /** Releases the temporaries of the previous statement. */
  void statement() {
    pooled.clear();
  }

  /** A variable for the duration of this statement. */
  String temporary(String wish, String type, String behind) {
    return (String)
        pooled(
            wish + type + behind,
            () -> {
              String name = names.take(wish);
              frame.declare(type, name, behind);
              return name;
            });
  }

  private Object pooled(String key, java.util.function.Supplier<Object> make) {
    int use = pooled.merge(key, 1, Integer::sum);
    return pool.computeIfAbsent(process.frame + " " + key + "#" + use, k -> make.get());
  }

  /** A buffer for bytes that are received and used in this statement only. */
  Received buffer(String member) {
    boolean more =
        java.util.Set.of(
                "from", "truncated", "controlTruncated", "flags", "fds", "cred", "eof", "priority")
            .contains(member);
    return (Received)
        pooled(
            "buffer " + (more || member.equals("length") ? member : ""),
            () -> {
              Received received = new Received();
              received.text = !member.equals("length");
              received.use(member);
              return received;
            });
  }

  /** The value of a call with its check; any other value unchanged. */
  Value checked(Value value) {
    if (value.fails() == null || mode == Mode.PLAIN || mode == Mode.IGNORE) {
      return new Value(
          value.kind(),
          value.c(),
          value.binds(),
          null,
          value.effect(),
          value.constant(),
          value.more());
    }
    if (mode == Mode.JUMP) {
      String name = temporary(wish(value.kind()), value.kind().type(), "");
      failing(name + " = " + value.c(), value.fails());
      return Value.of(value.kind(), name).with(value.more());
    }
    needs.helper(helper(value.fails()));
    return new Value(
        value.kind(),
        value.fails().check.formatted(value.c()),
        Op.PRIMARY,
        null,
        true,
        null,
        value.more());
  }

  static Helper helper(Value.Fails fails) {
    return switch (fails) {
      case MINUS_ONE -> Helper.CHECK;
      case ERROR -> Helper.CHECK_ERROR;
      case MAP_FAILED -> Helper.CHECK_MAP;
      case SEM_FAILED -> Helper.CHECK_SEM;
    };
  }

  /** Writes a call whose value is not used. */
  void call(Value value) {
    if (mode == Mode.JUMP && value.fails() != null) {
      failing(value.c(), value.fails());
    } else {
      frame.line(checked(value).c() + ";");
    }
  }

  private void failing(String c, Value.Fails fails) {
    String call = c.contains(" = ") ? "(" + c + ")" : c;
    needs.header("errno.h");
    if (fails == Value.Fails.ERROR) {
      frame.line("if ((errno = " + c + ") != 0)");
    } else {
      frame.line(
          "if ("
              + call
              + (fails == Value.Fails.MINUS_ONE
                  ? " == -1"
                  : fails == Value.Fails.MAP_FAILED ? " == MAP_FAILED" : " == SEM_FAILED")
              + ")");
    }
    frame.line("    goto " + label + ";");
  }

  /** A value that may be evaluated at a different time. */
  Value operand(Value value) {
    if (!value.effect()) {
      return value;
    }
    Value checked = checked(value);
    if (!checked.effect() || checked.kind().type() == null) {
      return checked;
    }
    String name = temporary(wish(value.kind()), value.kind().type(), "");
    frame.line(name + " = " + checked.c() + ";");
    return Value.of(value.kind(), name).with(value.more());
  }

  private static String wish(Kind kind) {
    return kind.isDescriptor()
        ? "fd"
        : switch (kind) {
          case REGION -> "memory";
          case PID, ENDED -> "pid";
          case TEXT -> "string";
          case SIZE -> "count";
          default -> "value";
        };
  }
}
