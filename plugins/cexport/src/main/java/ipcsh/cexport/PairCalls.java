package ipcsh.cexport;

import java.util.Set;
import org.codehaus.groovy.ast.expr.Expression;

/** The commands that return two descriptors: pipe(2), socketpair(2), openpty(3). */
final class PairCalls implements Topic {
  /** Their names. */
  static final Set<String> NAMES = Set.of("pipe", "socketpair", "openpty");

  private final Writer w;
  private final Expressions expressions;

  PairCalls(Writer w, Expressions expressions) {
    this.w = w;
    this.expressions = expressions;
  }

  @Override
  public void addTo(Commands commands) {
    refuse(commands, "pipe", "pipe(2)", "unistd.h");
    refuse(commands, "socketpair", "socketpair(2)", "sys/socket.h");
    refuse(commands, "openpty", "openpty(3)", "pty.h");
  }

  private void refuse(Commands commands, String name, String page, String header) {
    commands.add(
        name,
        header,
        (a, t) -> {
          throw expressions.refuse(
              a.call(), "gives two descriptors; assign them: (a, b) = " + name + "(...)");
        });
  }

  /** {@code (a, b) = pipe()}: the call that fills an array of two. */
  Value two(String name, Expression call, String ends) {
    CallArguments a = CallArguments.of(name, call, w, expressions);
    if (a.command().equals("pipe")) {
      w.needs.header("unistd.h");
      w.needs.page("pipe(2)");
      return a.has("flags")
          ? Value.call(Kind.DESCRIPTOR, "pipe2(" + ends + ", " + a.number("flags") + ")")
          : Value.call(Kind.DESCRIPTOR, "pipe(" + ends + ")");
    }
    if (a.command().equals("openpty")) {
      w.needs.header("pty.h");
      w.needs.page("openpty(3)");
      return Value.call(
          Kind.DESCRIPTOR, "openpty(&" + ends + "[0], &" + ends + "[1], NULL, NULL, NULL)");
    }
    w.needs.header("sys/socket.h");
    w.needs.page("socketpair(2)");
    String domain = a.number("domain");
    String type = a.number("type");
    return Value.call(
        Addresses.kind(domain),
        "socketpair(" + domain + ", " + type + ", " + a.number("protocol") + ", " + ends + ")");
  }
}
