package ipcsh.cexport;

import java.util.List;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;

/** Files and descriptors, whatever they are of: open(2), read(2), dup(2). */
final class FileCalls implements Topic {
  private final Writer w;
  private final Expressions expressions;
  private final Receiving receiving;

  FileCalls(Writer w, Expressions expressions, Receiving receiving) {
    this.w = w;
    this.expressions = expressions;
    this.receiving = receiving;
  }

  /** Whether cd uses the path unchanged. */
  private static boolean isPlain(Expression path) {
    return path instanceof ConstantExpression constant
        && constant.getValue() instanceof String text
        && !text.isEmpty()
        && !text.equals("-")
        && !text.startsWith("~");
  }

  @Override
  public void addTo(Commands commands) {
    commands.add(
        "open",
        "fcntl.h",
        (a, t) -> {
          String flags = a.number("flags");
          String mode = a.has("mode") || flags.contains("O_CREAT") ? ", " + a.mode("mode") : "";
          return Value.call(Kind.DESCRIPTOR, "open(" + a.text("path") + ", " + flags + mode + ")");
        });
    commands.add("close", "unistd.h", (a, t) -> Value.call(Kind.INT, "close(" + a.fd("fd") + ")"));
    commands.add(
        "dup",
        "unistd.h",
        (a, t) -> {
          Value fd = a.value("fd");
          return Value.call(
              fd.kind().isDescriptor() ? fd.kind() : Kind.DESCRIPTOR, "dup(" + fd.c() + ")");
        });
    commands.add(
        "dup2",
        "unistd.h",
        (a, t) -> Value.call(Kind.DESCRIPTOR, "dup2(" + a.fd("fd") + ", " + a.fd("n") + ")"));
    commands.add(
        "read",
        "unistd.h",
        (a, t) ->
            a.isOnRegion()
                ? Value.call(Kind.SIZE, "read(" + a.fd("fd") + ", " + a.onRegion() + ")")
                : receiving.call(a, t, "read", ""));
    commands.add(
        "pread", "unistd.h", (a, t) -> receiving.call(a, t, "pread", ", " + a.number("offset")));
    commands.add(
        "write",
        "unistd.h",
        (a, t) -> {
          String fd = a.fd("fd");
          return Value.call(Kind.SIZE, "write(" + fd + ", " + a.data("data") + ")");
        });
    commands.add(
        "pwrite",
        "unistd.h",
        (a, t) -> {
          String fd = a.fd("fd");
          String data = a.data("data");
          return Value.call(
              Kind.SIZE, "pwrite(" + fd + ", " + data + ", " + a.number("offset") + ")");
        });
    commands.add(
        "lseek",
        "unistd.h",
        (a, t) ->
            Value.call(
                Kind.SIZE,
                "lseek("
                    + a.fd("fd")
                    + ", "
                    + a.number("offset")
                    + ", "
                    + a.number("whence")
                    + ")"));
    commands.add(
        "ftruncate",
        "unistd.h",
        (a, t) ->
            Value.call(Kind.INT, "ftruncate(" + a.fd("fd") + ", " + a.number("length") + ")"));
    commands.add(
        "unlink", "unistd.h", (a, t) -> Value.call(Kind.INT, "unlink(" + a.text("path") + ")"));
    commands.add(
        "scratch",
        "stdlib.h",
        (a, t) -> {
          if (w.mode == Writer.Mode.PLAIN) {
            w.frame.declare("char ", "directory", "[] = \"/tmp/ipcsh-XXXXXX\"");
            return Value.effect(Kind.TEXT, "mkdtemp(directory)");
          }
          w.needs.helper(Helper.SCRATCH);
          return Value.effect(Kind.TEXT, "scratch()");
        });
    commands.add(
        "ioctl",
        "sys/ioctl.h",
        (a, t) -> {
          String request = a.number("request");
          if (!request.equals("FIONREAD")) {
            throw expressions.refuse(a.call(), "of ioctl only FIONREAD is translated");
          }
          String waiting = w.temporary("waiting", "int ", "");
          String fd = a.fd("fd");
          w.call(Value.call(Kind.INT, "ioctl(" + fd + ", FIONREAD, &" + waiting + ")"));
          return Value.of(Kind.INT, waiting);
        });
    for (String name : List.of("chdir", "cd")) {
      commands.add(
          name,
          "chdir(2)",
          "unistd.h",
          (a, t) -> {
            boolean plain = name.equals("chdir") || isPlain(a.get("path"));
            if (!plain) {
              throw expressions.refuse(
                  a.call(), "only the shell knows the target of cd - and cd ~; use chdir");
            }
            return Value.call(Kind.INT, "chdir(" + a.text("path") + ")");
          });
    }
    for (String name : List.of("getcwd", "pwd")) {
      commands.add(
          name,
          "getcwd(3)",
          "unistd.h",
          (a, t) -> {
            String room = w.temporary("directory", "char ", "[4096]");
            if (w.mode == Writer.Mode.PLAIN) {
              return Value.effect(Kind.TEXT, "getcwd(" + room + ", sizeof " + room + ")");
            }
            w.needs.helper(Helper.DIRECTORY);
            return Value.effect(Kind.TEXT, "directory(" + room + ", sizeof " + room + ")");
          });
    }
    commands.add(
        "mkfifo",
        "sys/stat.h",
        (a, t) -> Value.call(Kind.INT, "mkfifo(" + a.text("path") + ", " + a.mode("mode") + ")"));
  }
}
