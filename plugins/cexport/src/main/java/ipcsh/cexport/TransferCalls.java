package ipcsh.cexport;

import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;

/**
 * Vectors of buffers, transfers inside the kernel, space in files, and limits: writev(2),
 * splice(2), fallocate(2), setrlimit(2).
 */
final class TransferCalls implements Topic {
  private final Writer w;
  private final Expressions expressions;

  TransferCalls(Writer w, Expressions expressions) {
    this.w = w;
    this.expressions = expressions;
  }

  @Override
  public void addTo(Commands commands) {
    commands.add("writev", "sys/uio.h", (a, t) -> writev(a));
    commands.add(
        "sendfile",
        "sys/sendfile.h",
        (a, t) -> {
          String offset = a.has("offset") ? "&(off_t){ " + a.number("offset") + " }" : "NULL";
          return Value.call(
              Kind.SIZE,
              "sendfile("
                  + a.fd("out")
                  + ", "
                  + a.fd("in")
                  + ", "
                  + offset
                  + ", "
                  + a.number("n")
                  + ")");
        });
    commands.add(
        "splice",
        "fcntl.h",
        (a, t) ->
            Value.call(
                Kind.SIZE,
                "splice("
                    + a.fd("in")
                    + ", NULL, "
                    + a.fd("out")
                    + ", NULL, "
                    + a.number("n")
                    + ", "
                    + a.number("flags")
                    + ")"));
    commands.add(
        "tee",
        "fcntl.h",
        (a, t) ->
            Value.call(
                Kind.SIZE,
                "tee("
                    + a.fd("in")
                    + ", "
                    + a.fd("out")
                    + ", "
                    + a.number("n")
                    + ", "
                    + a.number("flags")
                    + ")"));
    commands.add(
        "fallocate",
        "fcntl.h",
        (a, t) ->
            Value.call(
                Kind.INT,
                "fallocate(" + a.fd("fd") + ", " + a.number("mode") + ", " + range(a) + ")"));
    commands.add(
        "posix_fallocate",
        "fcntl.h",
        (a, t) -> Value.error("posix_fallocate(" + a.fd("fd") + ", " + range(a) + ")"));
    commands.add("getrlimit", "sys/resource.h", (a, t) -> limit(a));
    commands.add(
        "setrlimit",
        "sys/resource.h",
        (a, t) -> {
          String resource = a.number("resource");
          if (a.has("hard")) {
            return Value.call(
                Kind.INT,
                "setrlimit("
                    + resource
                    + ", &(struct rlimit){ "
                    + a.number("soft")
                    + ", "
                    + a.number("hard")
                    + " })");
          }
          // the hard limit is not changed
          String limit = limit(a).c();
          w.frame.line(limit + ".rlim_cur = " + a.number("soft") + ";");
          return Value.call(Kind.INT, "setrlimit(" + resource + ", &" + limit + ")");
        });
  }

  private static String range(CallArguments a) {
    return a.number("offset") + ", " + a.number("length");
  }

  private Value limit(CallArguments a) {
    String limit = w.temporary("limit", "struct rlimit ", "");
    w.call(Value.call(Kind.INT, "getrlimit(" + a.number("resource") + ", &" + limit + ")"));
    return Value.of(Kind.RESOURCE_LIMIT, limit);
  }

  private Value writev(CallArguments a) {
    String fd = a.fd("fd");
    if (!(a.get("data") instanceof ListExpression list) || list.getExpressions().isEmpty()) {
      throw expressions.refuse(a.get("data"), "the buffers must be given as a literal list");
    }
    StringBuilder parts = new StringBuilder();
    for (Expression each : list.getExpressions()) {
      Sending.Data data = expressions.sending.data(each);
      parts
          .append(parts.isEmpty() ? "" : ", ")
          .append("{ (void *)" + data.bytes() + ", " + data.size() + " }");
    }
    int count = list.getExpressions().size();
    return Value.call(
        Kind.SIZE, "writev(" + fd + ", (struct iovec[]){ " + parts + " }, " + count + ")");
  }
}
