package ipcsh.cexport;

import java.util.List;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.VariableExpression;

/** Processes: process IDs, kill(2), waitpid(2), what two of them share. */
final class ProcessCalls implements Topic {
  private static final String WHICH_CHILD =
      "it is not known here which child it will be; use waitpid(child)";

  private final Writer w;
  private final Expressions expressions;

  ProcessCalls(Writer w, Expressions expressions) {
    this.w = w;
    this.expressions = expressions;
  }

  @Override
  public void addTo(Commands commands) {
    for (String name : List.of("getpid", "getppid", "getuid", "geteuid", "getgid", "getegid")) {
      Kind kind = name.contains("pid") ? Kind.PID : Kind.INT;
      commands.add(
          name,
          "unistd.h",
          (a, t) ->
              kind == Kind.PID
                  ? Value.of(kind, name + "()")
                  : Value.of(kind, "(int)" + name + "()", Op.UNARY));
    }
    commands.add(
        "kill",
        "signal.h",
        (a, t) -> Value.call(Kind.INT, "kill(" + process(a) + ", " + a.number("signal") + ")"));
    commands.add(
        "waitpid",
        "sys/wait.h",
        (a, t) -> {
          if (!a.has("pid") && w.mode != Writer.Mode.PLAIN) {
            throw expressions.refuse(a.call(), WHICH_CHILD);
          }
          if (a.has("pid")
              && a.value("pid").more() instanceof CVariable variable
              && variable.role != null) {
            variable.role.reaped = true;
            variable.role.ended = true;
          }
          String status = w.temporary("status", "int ", "");
          return Value.call(
              Kind.ENDED,
              "waitpid("
                  + (a.has("pid") ? process(a) : a.number("pid"))
                  + ", &"
                  + status
                  + ", "
                  + a.number("flags")
                  + ")");
        });
    commands.add(
        "wait",
        "sys/wait.h",
        (a, t) -> {
          if (w.mode != Writer.Mode.PLAIN) {
            throw expressions.refuse(a.call(), WHICH_CHILD);
          }
          return Value.call(Kind.ENDED, "wait(&" + w.temporary("status", "int ", "") + ")");
        });
    commands.add(
        "fork",
        "unistd.h",
        (a, t) -> {
          if (w.mode != Writer.Mode.PLAIN) {
            throw expressions.refuse(
                a.call(), "it is not known here what the child does; assign it: c = fork()");
          }
          return Value.call(Kind.PID, "fork()");
        });
    commands.add(
        "sameFile",
        "unistd.h",
        (a, t) -> {
          w.needs.header("linux/kcmp.h", "sys/syscall.h");
          String there = process(a);
          if (a.has("pid") && a.get("b") instanceof VariableExpression b) {
            passNumber(b, a.get("pid"));
          }
          String compared = a.fd("a") + ", " + a.fd("b");
          return Value.of(
              Kind.TRUTH,
              "syscall(SYS_kcmp, getpid(), " + there + ", KCMP_FILE, " + compared + ") == 0",
              Op.EQUAL.level);
        });
    commands.add(
        "exit",
        "stdlib.h",
        (a, t) -> Value.effect(Kind.NOTHING, "exit(" + a.number("status") + ")"));
  }

  /**
   * Passes a descriptor's number to another process, because it is looked up in that process's
   * table.
   */
  private void passNumber(VariableExpression b, Expression process) {
    CVariable variable = w.scope.find(b.getName());
    CVariable role =
        process instanceof VariableExpression name ? w.scope.find(name.getName()) : null;
    if (variable != null && role != null && variable.writer == role.role && role.role != null) {
      variable.share();
    }
  }

  private String process(CallArguments a) {
    if (!a.has("pid")) {
      return "getpid()";
    }
    Value value = a.value("pid");
    if (value.kind() != Kind.PID && value.kind() != Kind.INT) {
      throw expressions.refuse(a.get("pid"), "a process is expected");
    }
    return value.c();
  }
}
