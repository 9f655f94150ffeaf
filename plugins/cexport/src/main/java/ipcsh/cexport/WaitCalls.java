package ipcsh.cexport;

import ipcsh.command.model.CommandModel;
import java.util.Set;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;

/** Waiting for descriptors, poll(2) and epoll(7), and sleeping. */
final class WaitCalls implements Topic {
  private static final Set<String> COUNTED = Set.of("poll", "epoll_wait");

  private final Writer w;
  private final Expressions expressions;

  WaitCalls(Writer w, Expressions expressions) {
    this.w = w;
    this.expressions = expressions;
  }

  /**
   * Whether it is a call that returns a list in the shell, of which C has the number of elements.
   */
  static boolean isCounted(Expression e) {
    return e instanceof MethodCallExpression call
        && call.isImplicitThis()
        && call.getMethodAsString() != null
        && COUNTED.contains(call.getMethodAsString());
  }

  /**
   * {@code poll(fds, events, timeout: t).size()}, the same for epoll_wait: the number of ready
   * descriptors.
   */
  Value ready(MethodCallExpression e) {
    return e.getMethodAsString().equals("poll") ? polled(e) : reported(e);
  }

  private Value reported(MethodCallExpression e) {
    CallArguments a = CallArguments.of("epoll_wait", e, w, expressions);
    String ep = a.fd("ep");
    String max = a.number("max");
    if (!max.matches("[1-9]\\d{0,3}")) {
      throw expressions.refuse(e, "the number of events must be a literal, from 1 to 9999");
    }
    w.needs.header("sys/epoll.h");
    w.needs.page("epoll_wait(2)");
    String events = w.temporary("events", "struct epoll_event ", "[" + max + "]");
    long time = milliseconds(a);
    a.checkAllRead();
    return Value.call(
        Kind.INT, "epoll_wait(" + ep + ", " + events + ", " + max + ", " + time + ")");
  }

  /** The timeout, -1 if there is none. */
  private long milliseconds(CallArguments a) {
    Object seconds =
        a.has(CommandModel.TIMEOUT) ? a.seconds(CommandModel.TIMEOUT).constant() : -0.001;
    if (!(seconds instanceof Number time)) {
      throw expressions.refuse(a.call(), "a literal time is expected, 500.ms");
    }
    return Math.round(time.doubleValue() * 1000);
  }

  private Value polled(MethodCallExpression e) {
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
    return Value.call(
        Kind.INT,
        "poll((struct pollfd[]){ "
            + fds
            + " }, "
            + list.getExpressions().size()
            + ", "
            + milliseconds(a)
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
        "epoll_wait",
        "sys/epoll.h",
        (a, t) -> {
          throw expressions.refuse(
              a.call(), "gives a list in the shell; epoll_wait(...).size() is translated");
        });
    commands.add(
        "epoll_create1",
        "sys/epoll.h",
        (a, t) -> Value.call(Kind.DESCRIPTOR, "epoll_create1(" + a.number("flags") + ")"));
    commands.add("epoll_ctl", "sys/epoll.h", (a, t) -> control(a));
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

  private Value control(CallArguments a) {
    String ep = a.fd("ep");
    String op = a.number("op");
    String fd = a.fd("fd");
    String events = a.number("events");
    String data = ".data.fd = " + fd;
    if (a.has("data")) {
      Value given = a.value("data");
      boolean whole = given.kind().isNumber() && given.kind() != Kind.DOUBLE;
      if (!whole && !given.kind().isDescriptor()) {
        throw expressions.refuse(a.get("data"), "a descriptor or a number is expected");
      }
      data = (whole ? ".data.u64 = " : ".data.fd = ") + given.c();
    }
    boolean deletes = op.equals("EPOLL_CTL_DEL") && !a.has("events") && !a.has("data");
    String event = "&(struct epoll_event){ .events = " + events + ", " + data + " }";
    return Value.call(
        Kind.INT,
        "epoll_ctl(" + ep + ", " + op + ", " + fd + ", " + (deletes ? "NULL" : event) + ")");
  }
}
