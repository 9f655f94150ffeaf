package ipcsh.language.cprogram;

import ipcsh.language.cprogram.Value.Fails;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;

/** Memory: mmap(2), shm_open(3), and the bytes in it. */
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
        "[file] length : prot flags fd offset",
        "mmap(2)",
        header,
        (a, t) -> {
          String fd = "-1";
          Expression file = a.has("file") ? a.get("file") : a.get("fd");
          String length;
          if (file != null) {
            fd = a.fd(file);
          }
          length = a.number("length", "0");
          w.needs.constant("PROT_READ");
          String flags =
              a.number("flags", file != null ? "MAP_SHARED" : "MAP_SHARED | MAP_ANONYMOUS");
          return new Value(
              Kind.REGION,
              "mmap(NULL, "
                  + length
                  + ", "
                  + a.number("prot", "PROT_READ | PROT_WRITE")
                  + ", "
                  + flags
                  + ", "
                  + fd
                  + ", "
                  + a.number("offset", "0")
                  + ")",
              Op.PRIMARY,
              Fails.MAP_FAILED,
              true,
              null,
              new Length(length));
        });
    commands.add(
        "munmap",
        "region",
        "munmap(2)",
        header,
        (a, t) -> Value.call(Kind.INT, "munmap(" + a.value("region").c() + ", " + length(a) + ")"));
    commands.add(
        "msync",
        "region [flags]",
        "msync(2)",
        header,
        (a, t) ->
            Value.call(
                Kind.INT,
                "msync("
                    + a.value("region").c()
                    + ", "
                    + length(a)
                    + ", "
                    + a.number("flags", "MS_SYNC")
                    + ")"));
    commands.add(
        "mprotect",
        "region prot",
        "mprotect(2)",
        header,
        (a, t) ->
            Value.call(
                Kind.INT,
                "mprotect("
                    + a.value("region").c()
                    + ", "
                    + length(a)
                    + ", "
                    + a.number("prot", "0")
                    + ")"));
    commands.add(
        "shm_open",
        "name [flags] [mode]",
        "shm_open(3)",
        "sys/mman.h fcntl.h",
        (a, t) ->
            Value.call(
                Kind.DESCRIPTOR,
                "shm_open("
                    + a.text("name")
                    + ", "
                    + a.number("flags", "O_RDWR")
                    + ", "
                    + a.mode("mode", "0600")
                    + ")"));
    commands.add(
        "shm_unlink",
        "name",
        "shm_unlink(3)",
        header,
        (a, t) -> Value.call(Kind.INT, "shm_unlink(" + a.text("name") + ")"));
    commands.add(
        "memfd_create",
        "name [flags]",
        "memfd_create(2)",
        header,
        (a, t) ->
            Value.call(
                Kind.DESCRIPTOR,
                "memfd_create(" + a.text("name") + ", " + a.number("flags", "0") + ")"));
    commands.add(
        "poke",
        "region offset data",
        "memcpy(3)",
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
        "region offset n",
        "memcpy(3)",
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

  /** Touches each byte that a peek would copy. */
  String touched(MethodCallExpression peek) {
    CallArguments a =
        new CallArguments(new Arguments("peek", peek, "region offset n"), w, expressions);
    w.needs.helper(Helper.INT_AT);
    Value offset = a.value("offset");
    String first = "(void)AT(char, " + a.value("region").c() + ", " + offset.in(Op.PLUS.level);
    Value n = a.value("n");
    return Integer.valueOf(1).equals(n.constant())
        ? first + ");"
        : "for (int i = 0; i < " + n.in(Op.PLUS.level) + "; i++) " + first + " + i);";
  }

  /** The length of the mapping that a call is about. */
  private String length(CallArguments a) {
    Value region = a.value("region");
    String length = region.more() instanceof CVariable variable ? variable.length : null;
    if (length == null) {
      throw expressions.refuse(
          a.call(), "its length is not known here; map it in the same role, with a literal length");
    }
    return length;
  }

  /** How long a mapping is. */
  record Length(String c) {}
}
