package ipcsh.cexport;

import ipcsh.command.model.CommandModel;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;

/** Waiting for descriptors, poll(2), and sleeping. */
final class WaitCalls implements Topic {
  private final Writer w;
  private final Expressions expressions;

  WaitCalls(Writer w, Expressions expressions) {
    this.w = w;
    this.expressions = expressions;
  }

  /** {@code poll(fds, events, timeout: t).size()}: how many are ready. */
  Value ready(MethodCallExpression e) {
    CallArguments a = CallArguments.of("poll", e, w, expressions);
    if (!(a.get("fds") instanceof ListExpression list)) {
      throw expressions.refuse(e, "the descriptors must be given as a literal list");
    }
    w.needs.header("poll.h");
    w.needs.page("poll(2)");
    String events = a.number("events");
    StringBuilder fds = new StringBuilder();
    for (Expression each : list.getExpressions()) {
      fds.append(fds.isEmpty() ? "" : ", ").append("{ " + a.fd(each) + ", " + events + ", 0 }");
    }
    Object seconds =
        a.has(CommandModel.TIMEOUT) ? a.seconds(CommandModel.TIMEOUT).constant() : -0.001;
    if (!(seconds instanceof Number time)) {
      throw expressions.refuse(e, "a literal time is expected, 500.ms");
    }
    return Value.call(
        Kind.INT,
        "poll((struct pollfd[]){ "
            + fds
            + " }, "
            + list.getExpressions().size()
            + ", "
            + Math.round(time.doubleValue() * 1000)
            + ")");
  }

  @Override
  public void addTo(Commands commands) {
    commands.add(
        "poll",
        "poll.h",
        (a, t) -> {
          throw expressions.refuse(
              a.call(), "gives a map in the shell; poll(...).size() is translated");
        });
    commands.add(
        "sleep",
        "time.h",
        (a, t) -> {
          Value seconds = a.seconds("time");
          if (!(seconds.constant() instanceof Number)) {
            throw expressions.refuse(a.call(), "a literal time is expected, 500.ms");
          }
          double time = ((Number) seconds.constant()).doubleValue();
          return Value.effect(
              Kind.NOTHING,
              "nanosleep(&(struct timespec){ "
                  + (long) time
                  + ", "
                  + Math.round((time - (long) time) * 1e9)
                  + " }, NULL)");
        });
  }
}
