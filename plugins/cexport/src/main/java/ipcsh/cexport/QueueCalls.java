package ipcsh.cexport;

import java.util.List;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;

/** POSIX message queues: mq_overview(7). */
final class QueueCalls implements Topic {
  private static final String HEADER = "mqueue.h";

  private final Writer w;
  private final Expressions expressions;
  private final Receiving receiving;

  QueueCalls(Writer w, Expressions expressions, Receiving receiving) {
    this.w = w;
    this.expressions = expressions;
    this.receiving = receiving;
  }

  @Override
  public void addTo(Commands commands) {
    commands.add("mq_open", HEADER + " fcntl.h", (a, t) -> open(a));
    commands.add(
        "mq_send",
        HEADER,
        (a, t) -> {
          String queue = a.fd("mq");
          String data = a.data("data");
          return Value.call(
              Kind.INT, "mq_send(" + queue + ", " + data + ", " + a.number("prio") + ")");
        });
    commands.add("mq_receive", HEADER, (a, t) -> receiving.call(a, t, "mq_receive", ", NULL"));
    commands.add("mq_getattr", HEADER, (a, t) -> attributes("mq_getattr(" + a.fd("mq") + ", &"));
    commands.add("mq_setattr", HEADER + " fcntl.h", (a, t) -> setattr(a));
    commands.add("mq_notify", HEADER + " signal.h", (a, t) -> notify(a));
    commands.add(
        "mq_close", HEADER, (a, t) -> Value.call(Kind.INT, "mq_close(" + a.fd("mq") + ")"));
    commands.add(
        "mq_unlink", HEADER, (a, t) -> Value.call(Kind.INT, "mq_unlink(" + a.text("name") + ")"));
  }

  private static Value open(CallArguments a) {
    String flags = a.number("flags");
    boolean sized = a.has("maxmsg") || a.has("msgsize");
    boolean makes = sized || a.has("mode") || flags.contains("O_CREAT");
    String name = a.text("name");
    String attributes =
        sized
            ? "&(struct mq_attr){ .mq_maxmsg = "
                + a.number("maxmsg")
                + ", .mq_msgsize = "
                + a.number("msgsize")
                + " }"
            : "NULL";
    String more = makes ? ", " + a.mode("mode") + ", " + attributes : "";
    return Value.call(Kind.DESCRIPTOR, "mq_open(" + name + ", " + flags + more + ")");
  }

  /** The result of a call through its last argument. */
  private Value attributes(String call) {
    String attributes = w.temporary("attributes", "struct mq_attr ", "");
    w.call(Value.call(Kind.INT, call + attributes + ")"));
    return Value.of(Kind.QUEUE_ATTRIBUTES, attributes);
  }

  private Value setattr(CallArguments a) {
    String queue = a.fd("mq");
    String flags = "&(struct mq_attr){ .mq_flags = " + a.number("flags") + " }";
    return attributes("mq_setattr(" + queue + ", " + flags + ", &");
  }

  private Value notify(CallArguments a) {
    String queue = a.fd("mq");
    Expression what = a.get("notification");
    if (what instanceof ConstantExpression none && none.isNullExpression()) {
      return Value.call(Kind.INT, "mq_notify(" + queue + ", NULL)");
    }
    if (List.of("ClosureExpression", "LambdaExpression")
        .contains(what.getClass().getSimpleName())) {
      throw expressions.refuse(
          a.call(),
          "a block that is called is a function on a thread of its own in C; use a signal");
    }
    return Value.call(
        Kind.INT,
        "mq_notify("
            + queue
            + ", &(struct sigevent){ .sigev_notify = SIGEV_SIGNAL, .sigev_signo = "
            + a.number("notification")
            + " })");
  }
}
