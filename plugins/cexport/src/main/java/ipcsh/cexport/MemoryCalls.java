package ipcsh.cexport;

import ipcsh.cexport.Value.Fails;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;

/** Memory: mmap(2), shm_open(3), and access to its bytes. */
final class MemoryCalls implements Topic {
  private final Writer w;
  private final Expressions expressions;
  private final Receiving receiving;

  MemoryCalls(Writer w, Expressions expressions, Receiving receiving) {
    this.w = w;
    this.expressions = expressions;
    this.receiving = receiving;
  }

  @Override
  public void addTo(Commands commands) {
    String header = "sys/mman.h";
    commands.add(
        "mmap",
        header,
        (a, t) -> {
          // mmap(fd, length) is mmap(length, fd: fd)
          boolean fileFirst = a.has("lengthOfFile");
          Expression file = a.get(fileFirst ? "length" : "fd");
          String fd = file == null ? "-1" : a.fd(file);
          String length = a.number(fileFirst ? "lengthOfFile" : "length");
          String flags =
              a.has("flags")
                  ? a.number("flags")
                  : file != null ? "MAP_SHARED" : "MAP_SHARED | MAP_ANONYMOUS";
          return new Value(
              Kind.REGION,
              "mmap(NULL, "
                  + length
                  + ", "
                  + a.number("prot")
                  + ", "
                  + flags
                  + ", "
                  + fd
                  + ", "
                  + a.number("offset")
                  + ")",
              Op.PRIMARY,
              Fails.MAP_FAILED,
              true,
              null,
              new Length(length));
        });
    commands.add(
        "munmap",
        header,
        (a, t) -> Value.call(Kind.INT, "munmap(" + a.value("region").c() + ", " + length(a) + ")"));
    commands.add(
        "msync",
        header,
        (a, t) ->
            Value.call(
                Kind.INT,
                "msync("
                    + a.value("region").c()
                    + ", "
                    + length(a)
                    + ", "
                    + a.number("flags")
                    + ")"));
    commands.add(
        "mprotect",
        header,
        (a, t) ->
            Value.call(
                Kind.INT,
                "mprotect("
                    + a.value("region").c()
                    + ", "
                    + length(a)
                    + ", "
                    + a.number("prot")
                    + ")"));
    commands.add(
        "shm_open",
        "sys/mman.h fcntl.h",
        (a, t) ->
            Value.call(
                Kind.DESCRIPTOR,
                "shm_open("
                    + a.text("name")
                    + ", "
                    + a.number("flags")
                    + ", "
                    + a.mode("mode")
                    + ")"));
    commands.add(
        "shm_unlink", header, (a, t) -> Value.call(Kind.INT, "shm_unlink(" + a.text("name") + ")"));
    commands.add(
        "memfd_create",
        header,
        (a, t) ->
            Value.call(
                Kind.DESCRIPTOR,
                "memfd_create(" + a.text("name") + ", " + a.number("flags") + ")"));
    commands.add(
        "poke",
        "string.h",
        (a, t) -> {
          Value region = a.value("region");
          Value offset = a.value("offset");
          Sending.Data data = expressions.sending.data(a.get("data"));
          expressions.cells.check(a.call(), region, offset, 1);
          return Value.effect(
              Kind.NOTHING,
              "memcpy("
                  + LibraryObjects.plus(region, offset)
                  + ", "
                  + data.bytes()
                  + ", "
                  + data.size()
                  + ")");
        });
    commands.add(
        "peek",
        "string.h",
        (a, t) -> {
          Value region = a.value("region");
          Value offset = a.value("offset");
          Value n = a.value("n");
          if (!(n.constant() instanceof Integer most)) {
            throw expressions.refuse(a.call(), "a literal number of bytes is expected");
          }
          expressions.cells.check(a.call(), region, offset, 1);
          Received to = t == null ? w.buffer("size") : t;
          receiving.name(to);
          to.atMost(most);
          receiving.declare(to);
          w.frame.line(to.size + " = " + most + ";");
          w.frame.line(
              "memcpy("
                  + to.data
                  + ", "
                  + LibraryObjects.plus(region, offset)
                  + ", "
                  + most
                  + ");");
          if (to.text && w.mode != Writer.Mode.PLAIN) {
            w.needs.helper(Helper.TEXT);
          }
          return Value.of(Kind.MESSAGE, to.data).with(to);
        });
  }

  /** Reads each byte that a peek would copy. */
  String touched(MethodCallExpression peek) {
    CallArguments a = CallArguments.of("peek", peek, w, expressions);
    w.needs.helper(Helper.INT_AT);
    Value offset = a.value("offset");
    String first = "(void)AT(char, " + a.value("region").c() + ", " + offset.in(Op.PLUS.level);
    Value n = a.value("n");
    return Integer.valueOf(1).equals(n.constant())
        ? first + ");"
        : "for (int i = 0; i < " + n.in(Op.PLUS.level) + "; i++) " + first + " + i);";
  }

  /** The length of the mapping that a call uses. */
  private String length(CallArguments a) {
    Value region = a.value("region");
    String length = region.more() instanceof CVariable variable ? variable.length : null;
    if (length == null) {
      throw expressions.refuse(
          a.call(), "its length is not known here; map it in the same role, with a literal length");
    }
    return length;
  }

  /** The length of a mapping. */
  record Length(String c) {}
}
