package ipcsh.language.cprogram;

import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;

/** Messages with descriptors in them: sendmsg(2), recvmsg(2), SCM_RIGHTS of unix(7). */
final class MessageCalls implements Topic {
  private final Writer w;
  private final Expressions expressions;
  private final Addresses addresses;
  private final Receiving receiving;

  MessageCalls(Writer w, Expressions expressions, Addresses addresses, Receiving receiving) {
    this.w = w;
    this.expressions = expressions;
    this.addresses = addresses;
    this.receiving = receiving;
  }

  @Override
  public void addTo(Commands commands) {
    commands.add(
        "recvmsg",
        "fd [n] [flags] : control",
        "recvmsg(2)",
        "sys/socket.h",
        (a, t) -> receiving.call(a, t, "recvmsg", ", " + a.number("flags", "0")));
    commands.add(
        "sendfd",
        "sock fd [data]",
        "sendmsg(2)",
        "sys/socket.h",
        (a, t) -> {
          w.needs.helper(Helper.SEND_FDS);
          String sock = a.fd("sock");
          String fd = a.fd("fd");
          String data = a.has("data") ? a.data("data") : "\"\", 1";
          return Value.call(
              Kind.SIZE, "send_fds(" + sock + ", " + data + ", &(int){ " + fd + " }, 1, 0)");
        });
    commands.add(
        "recvfd",
        "sock",
        "recvmsg(2)",
        "sys/socket.h",
        (a, t) -> {
          w.needs.helper(Helper.RECV_FD);
          return Value.call(Kind.DESCRIPTOR, "recv_fd(" + a.fd("sock") + ")");
        });
    commands.add(
        "sendmsg",
        "fd data : to fds cred flags",
        "sendmsg(2)",
        "sys/socket.h",
        (a, t) -> sendmsg(a));
  }

  private Value sendmsg(Given a) {
    if (a.has("cred") || a.has("to") && a.has("fds")) {
      throw expressions.refuse(a.call(), "cred: and to: with fds: are not translated");
    }
    Value fd = a.value("fd");
    String data = a.data("data");
    String flags = a.number("flags", "0");
    if (a.has("to")) {
      return Value.call(
          Kind.SIZE,
          "sendto("
              + fd.c()
              + ", "
              + data
              + ", "
              + flags
              + ", "
              + addresses.of(fd, a.get("to"))
              + ")");
    }
    if (!a.has("fds")) {
      return Value.call(Kind.SIZE, "send(" + fd.c() + ", " + data + ", " + flags + ")");
    }
    if (a.get("fds") instanceof BinaryExpression times
        && times.getOperation().getText().equals("*")
        && times.getLeftExpression() instanceof ListExpression one
        && one.getExpressions().size() == 1
        && times.getRightExpression() instanceof ConstantExpression count
        && count.getValue() instanceof Integer n) {
      return many(fd, data, a.fd(one.getExpression(0)), n, flags);
    }
    if (!(a.get("fds") instanceof ListExpression list)) {
      throw expressions.refuse(a.get("fds"), "the descriptors have to stand there as a list");
    }
    w.needs.helper(Helper.SEND_FDS);
    StringBuilder fds = new StringBuilder();
    for (Expression each : list.getExpressions()) {
      fds.append(fds.isEmpty() ? "" : ", ").append(a.fd(each));
    }
    int count = list.getExpressions().size();
    return Value.call(
        Kind.SIZE,
        "send_fds("
            + fd.c()
            + ", "
            + data
            + ", (int[]){ "
            + fds
            + " }, "
            + count
            + ", "
            + flags
            + ")");
  }

  /** The same descriptor, so many times. */
  private Value many(Value fd, String data, String one, int n, String flags) {
    w.needs.helper(Helper.SEND_FDS);
    String fds = w.temporary("fds", "int ", "[" + n + "]");
    w.frame.open("for (int i = 0; i < " + n + "; i++)");
    w.frame.line(fds + "[i] = " + one + ";");
    w.frame.close("");
    return Value.call(
        Kind.SIZE, "send_fds(" + fd.c() + ", " + data + ", " + fds + ", " + n + ", " + flags + ")");
  }
}
