package ipcsh.cexport;

import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;

/** Messages that carry descriptors: sendmsg(2), recvmsg(2), SCM_RIGHTS of unix(7). */
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
        "sys/socket.h",
        (a, t) -> receiving.call(a, t, "recvmsg", ", " + a.number("flags")));
    commands.add(
        "sendfd",
        "sendmsg(2)",
        "sys/socket.h",
        (a, t) -> {
          String sock = a.fd("sock");
          String fd = a.fd("fd");
          String data = a.data("data");
          return passing(sock, data, "&(int){ " + fd + " }", 1, a.number("flags"));
        });
    commands.add(
        "recvfd",
        "recvmsg(2)",
        "sys/socket.h",
        (a, t) -> {
          if (w.mode == Writer.Mode.PLAIN) {
            return passed(a.fd("sock"));
          }
          w.needs.helper(Helper.RECV_FD);
          return Value.call(Kind.DESCRIPTOR, "recv_fd(" + a.fd("sock") + ")");
        });
    commands.add("sendmsg", "sys/socket.h", (a, t) -> sendmsg(a));
  }

  private Value sendmsg(CallArguments a) {
    if (a.has("cred") || a.has("to") && a.has("fds")) {
      throw expressions.refuse(a.call(), "cred: and to: with fds: are not translated");
    }
    Value fd = a.value("fd");
    String data = a.data("data");
    String flags = a.number("flags");
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
      throw expressions.refuse(a.get("fds"), "the descriptors must be given as a literal list");
    }
    StringBuilder fds = new StringBuilder();
    for (Expression each : list.getExpressions()) {
      fds.append(fds.isEmpty() ? "" : ", ").append(a.fd(each));
    }
    int count = list.getExpressions().size();
    return passing(fd.c(), data, "(int[]){ " + fds + " }", count, flags);
  }

  /** Passes the same descriptor several times. */
  private Value many(Value fd, String data, String one, int n, String flags) {
    String fds = w.temporary("fds", "int ", "[" + n + "]");
    w.frame.open("for (int i = 0; i < " + n + "; i++)");
    w.frame.line(fds + "[i] = " + one + ";");
    w.frame.close("");
    return passing(fd.c(), data, fds, n, flags);
  }

  /**
   * The call that sends descriptors, SCM_RIGHTS; a single line includes everything that builds its
   * message.
   */
  private Value passing(String sock, String data, String fds, int count, String flags) {
    if (w.mode != Writer.Mode.PLAIN) {
      w.needs.helper(Helper.SEND_FDS);
      return Value.call(
          Kind.SIZE,
          "send_fds(" + String.join(", ", sock, data, fds, String.valueOf(count), flags) + ")");
    }
    w.needs.header("string.h");
    String size = count == 1 ? "sizeof(int)" : count + " * sizeof(int)";
    String message = message("(void *)" + data, size);
    String header = w.temporary("header", "struct cmsghdr *", "");
    w.frame.line(header + " = CMSG_FIRSTHDR(&" + message + ");");
    w.frame.line(header + "->cmsg_level = SOL_SOCKET;");
    w.frame.line(header + "->cmsg_type = SCM_RIGHTS;");
    w.frame.line(header + "->cmsg_len = CMSG_LEN(" + size + ");");
    w.frame.line("memcpy(CMSG_DATA(" + header + "), " + fds + ", " + size + ");");
    return Value.call(Kind.SIZE, "sendmsg(" + sock + ", &" + message + ", " + flags + ")");
  }

  /** For a single line: receives a message with one descriptor. */
  private Value passed(String sock) {
    String data = w.temporary("data", "char ", "[65536]");
    String message = message(data + ", sizeof " + data, "sizeof(int)");
    w.frame.line("recvmsg(" + sock + ", &" + message + ", 0);");
    return Value.of(
        Kind.DESCRIPTOR, "*(int *)CMSG_DATA(CMSG_FIRSTHDR(&" + message + "))", Op.UNARY);
  }

  /** A {@code msghdr} for some data, with space for a control message of this many bytes. */
  private String message(String data, String size) {
    w.needs.header("sys/socket.h", "sys/uio.h");
    String part = w.temporary("part", "struct iovec ", "");
    String control =
        w.temporary(
            "control",
            "union { char bytes[CMSG_SPACE(" + size + ")]; struct cmsghdr aligned; } ",
            "");
    String message = w.temporary("message", "struct msghdr ", "");
    w.frame.line(part + " = (struct iovec){ " + data + " };");
    w.frame.line(
        message
            + " = (struct msghdr){ .msg_iov = &"
            + part
            + ", .msg_iovlen = 1, .msg_control = "
            + control
            + ".bytes, .msg_controllen = sizeof "
            + control
            + ".bytes };");
    return message;
  }
}
