package ipcsh.language.cprogram;

import ipcsh.language.cprogram.Value.Fails;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;

/** The commands as C functions. */
final class Calls {
  /** What makes a command C. */
  private interface Maker {
    Value make(Arguments a, Received target);
  }

  private record Spec(String parameters, String page, List<String> headers, Maker maker) {}

  /** A call that receives: what is called once it is known where the bytes go. */
  private record Pending(Received to, boolean header, boolean from) {}

  /** {@code poll(fds, events, timeout: t).size()}: how many are ready. */
  Value poll(MethodCallExpression e) {
    Arguments a = new Arguments("poll", e, "fds [events] : timeout");
    if (!(a.get("fds") instanceof ListExpression list)) {
      throw expressions.refuse(e, "the descriptors have to stand there as a list");
    }
    w.needs.header("poll.h");
    w.needs.page("poll(2)");
    String events = number(a, "events", "POLLIN");
    StringBuilder fds = new StringBuilder();
    for (Expression each : list.getExpressions()) {
      fds.append(fds.isEmpty() ? "" : ", ").append("{ " + fd(each) + ", " + events + ", 0 }");
    }
    Object seconds = a.has("timeout") ? seconds(a, "timeout").constant() : -0.001;
    if (!(seconds instanceof Number time)) {
      throw expressions.refuse(e, "a time that stands there is expected, 500.ms");
    }
    return call(
        Kind.INT,
        "poll((struct pollfd[]){ "
            + fds
            + " }, "
            + list.getExpressions().size()
            + ", "
            + Math.round(time.doubleValue() * 1000)
            + ")");
  }

  /** Why other commands are not there. */
  private static final Map<String, String> REASONS =
      Map.ofEntries(
          Map.entry("inject", "a C program has no results that the kernel did not give"),
          Map.entry(
              "bg",
              "a block in the background of the shell is no process of C; fork() or thread() is"),
          Map.entry("spawn", "is more than one call: fork() and exec say it in C"));

  private final Writer w;
  private final Expressions expressions;
  private final Map<String, Spec> specs = new HashMap<>();

  Calls(Writer w, Expressions expressions) {
    this.w = w;
    this.expressions = expressions;
    files();
    pipes();
    sockets();
    messages();
    memory();
    semaphores();
    pthreads();
    processes();
  }

  boolean knows(String name) {
    return specs.containsKey(name);
  }

  Set<String> all() {
    return specs.keySet();
  }

  String why(String name) {
    return REASONS.getOrDefault(name, "is not translated");
  }

  Value of(String name, Expression e, Received target) {
    Spec spec = specs.get(name);
    Arguments arguments =
        new Arguments(
            name, e, spec.parameters + (spec.parameters.contains(":") ? "" : " :") + " timeout");
    w.needs.page(spec.page);
    spec.headers.forEach(w.needs::header);
    Value value = spec.maker.make(arguments, target);
    return arguments.has("timeout") ? limited(value, arguments) : value;
  }

  private Value limited(Value call, Arguments a) {
    Value timed = timed(call, a);
    if (timed != null) {
      return timed;
    }
    if (call.fails() != Fails.MINUS_ONE) {
      throw expressions.refuse(
          a.call(), "with timeout: has no C; the pthread functions have timed ones of their own");
    }
    Value seconds = seconds(a, "timeout");
    if (w.mode == Writer.Mode.PLAIN) {
      w.frame.line(
          "/* at most " + seconds.c() + " s: setitimer(2), a signal interrupts the call */");
      return call;
    }
    w.needs.helper(Helper.WITHIN);
    return new Value(
        call.kind(),
        "within(" + seconds.c() + ", " + call.c() + ")",
        Op.PRIMARY,
        call.fails(),
        true,
        null,
        call.more());
  }

  /** The C function with a deadline of its own, where there is one. */
  private static final Map<String, String> TIMED =
      Map.of(
          "pthread_mutex_lock", "pthread_mutex_timedlock",
          "pthread_rwlock_rdlock", "pthread_rwlock_timedrdlock",
          "pthread_rwlock_wrlock", "pthread_rwlock_timedwrlock",
          "pthread_cond_wait", "pthread_cond_timedwait",
          "sem_wait", "sem_timedwait");

  private Value timed(Value call, Arguments a) {
    String name = TIMED.get(a.command());
    if (name == null) {
      return null;
    }
    String inside = call.c().substring(a.command().length(), call.c().length() - 1);
    return Value.call(
        call.kind(), name + inside + ", " + deadline(a, "timeout") + ")", call.fails());
  }

  private Value seconds(Arguments a, String name) {
    Value value = w.operand(expressions.of(a.get(name)));
    if (!value.kind().isNumber()) {
      throw expressions.refuse(a.get(name), "a time is expected, 500.ms or 2.s");
    }
    return value;
  }

  private void add(String name, String parameters, String page, String headers, Maker maker) {
    specs.put(name, new Spec(parameters, page, List.of(headers.split(" ")), maker));
  }

  // arguments

  private Value value(Arguments a, String name) {
    return w.operand(expressions.of(a.get(name)));
  }

  private String fd(Arguments a, String name) {
    return fd(a.get(name));
  }

  private String fd(Expression e) {
    Value value = w.operand(expressions.of(e));
    if (!value.kind().isDescriptor() && value.kind() != Kind.INT) {
      throw expressions.refuse(e, "a descriptor is expected");
    }
    return value.c();
  }

  private String number(Arguments a, String name, String otherwise) {
    if (!a.has(name)) {
      w.needs.constant(otherwise.split(" ")[0]);
      return otherwise;
    }
    Value value = value(a, name);
    if (!value.kind().isNumber() || value.kind() == Kind.DOUBLE) {
      throw expressions.refuse(a.get(name), "a number is expected");
    }
    return value.c();
  }

  private String mode(Arguments a, String name, String otherwise) {
    if (!a.has(name)) {
      return otherwise;
    }
    Value value = value(a, name);
    return value.constant() instanceof Integer mode ? "0" + Integer.toOctalString(mode) : value.c();
  }

  private String text(Arguments a, String name) {
    Value value = value(a, name);
    if (value.kind() == Kind.ADDRESS) {
      value = expressions.addressText(value);
    }
    if (value.kind() != Kind.TEXT) {
      throw expressions.refuse(a.get(name), "a text is expected");
    }
    if (value.constant() instanceof String text && text.indexOf('\0') >= 0) {
      throw expressions.refuse(a.get(name), "a name with a NUL in it ends there in C");
    }
    return value.c();
  }

  private static Value call(Kind kind, String c) {
    return Value.call(kind, c, Fails.MINUS_ONE);
  }

  private static Value error(String c) {
    return Value.call(Kind.NOTHING, c, Fails.ERROR);
  }

  // files

  private void files() {
    add(
        "open",
        "path [flags] [mode]",
        "open(2)",
        "fcntl.h",
        (a, t) -> {
          String flags = number(a, "flags", "O_RDONLY");
          String mode =
              a.has("mode") || flags.contains("O_CREAT") ? ", " + mode(a, "mode", "0666") : "";
          return call(Kind.DESCRIPTOR, "open(" + text(a, "path") + ", " + flags + mode + ")");
        });
    add(
        "close",
        "fd",
        "close(2)",
        "unistd.h",
        (a, t) -> call(Kind.INT, "close(" + fd(a, "fd") + ")"));
    add(
        "dup",
        "fd",
        "dup(2)",
        "unistd.h",
        (a, t) -> {
          Value fd = value(a, "fd");
          return call(
              fd.kind().isDescriptor() ? fd.kind() : Kind.DESCRIPTOR, "dup(" + fd.c() + ")");
        });
    add(
        "dup2",
        "fd n",
        "dup2(2)",
        "unistd.h",
        (a, t) -> call(Kind.DESCRIPTOR, "dup2(" + fd(a, "fd") + ", " + fd(a, "n") + ")"));
    add("read", "fd [n]", "read(2)", "unistd.h", (a, t) -> receive(a, t, "read", ""));
    add(
        "pread",
        "fd n offset",
        "pread(2)",
        "unistd.h",
        (a, t) -> receive(a, t, "pread", ", " + number(a, "offset", "0")));
    add(
        "write",
        "fd data",
        "write(2)",
        "unistd.h",
        (a, t) -> {
          String fd = fd(a, "fd");
          return call(Kind.SIZE, "write(" + fd + ", " + data(a, "data") + ")");
        });
    add(
        "pwrite",
        "fd data offset",
        "pwrite(2)",
        "unistd.h",
        (a, t) -> {
          String fd = fd(a, "fd");
          String data = data(a, "data");
          return call(
              Kind.SIZE, "pwrite(" + fd + ", " + data + ", " + number(a, "offset", "0") + ")");
        });
    add(
        "lseek",
        "fd offset [whence]",
        "lseek(2)",
        "unistd.h",
        (a, t) ->
            call(
                Kind.LONG,
                "lseek("
                    + fd(a, "fd")
                    + ", "
                    + number(a, "offset", "0")
                    + ", "
                    + number(a, "whence", "SEEK_SET")
                    + ")"));
    add(
        "ftruncate",
        "fd length",
        "ftruncate(2)",
        "unistd.h",
        (a, t) ->
            call(Kind.INT, "ftruncate(" + fd(a, "fd") + ", " + number(a, "length", "0") + ")"));
    add(
        "fcntl",
        "fd cmd [arg]",
        "fcntl(2)",
        "fcntl.h",
        (a, t) -> {
          String cmd = number(a, "cmd", "0");
          Kind kind = cmd.startsWith("F_DUPFD") ? Kind.DESCRIPTOR : Kind.INT;
          String arg = a.has("arg") || cmd.startsWith("F_SET") ? ", " + number(a, "arg", "0") : "";
          return call(kind, "fcntl(" + fd(a, "fd") + ", " + cmd + arg + ")");
        });
    add(
        "flock",
        "fd op",
        "flock(2)",
        "sys/file.h",
        (a, t) -> call(Kind.INT, "flock(" + fd(a, "fd") + ", " + number(a, "op", "0") + ")"));
    add(
        "unlink",
        "path",
        "unlink(2)",
        "unistd.h",
        (a, t) -> call(Kind.INT, "unlink(" + text(a, "path") + ")"));
    add(
        "scratch",
        "",
        "mkdtemp(3)",
        "stdlib.h",
        (a, t) -> {
          if (w.mode == Writer.Mode.PLAIN) {
            w.frame.declare("char ", "folder", "[] = \"/tmp/ipcsh-XXXXXX\"");
            return Value.effect(Kind.TEXT, "mkdtemp(folder)");
          }
          w.needs.helper(Helper.SCRATCH);
          return Value.effect(Kind.TEXT, "scratch()");
        });
    add(
        "ioctl",
        "fd request",
        "ioctl(2)",
        "sys/ioctl.h",
        (a, t) -> {
          String request = number(a, "request", "0");
          if (!request.equals("FIONREAD")) {
            throw expressions.refuse(a.call(), "of ioctl only FIONREAD is translated");
          }
          String waiting = w.temporary("waiting", "int ", "");
          String fd = fd(a, "fd");
          w.call(call(Kind.INT, "ioctl(" + fd + ", FIONREAD, &" + waiting + ")"));
          return Value.of(Kind.INT, waiting);
        });
  }

  private void pipes() {
    add(
        "poll",
        "fds [events]",
        "poll(2)",
        "poll.h",
        (a, t) -> {
          throw expressions.refuse(
              a.call(), "gives a map in the shell; poll(...).size() is translated");
        });
    add(
        "mkfifo",
        "path [mode]",
        "mkfifo(3)",
        "sys/stat.h",
        (a, t) ->
            call(Kind.INT, "mkfifo(" + text(a, "path") + ", " + mode(a, "mode", "0666") + ")"));
    add(
        "sleep",
        "time",
        "nanosleep(2)",
        "time.h",
        (a, t) -> {
          Value seconds = seconds(a, "time");
          if (!(seconds.constant() instanceof Number)) {
            throw expressions.refuse(a.call(), "a time that stands there is expected, 500.ms");
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

  // addresses and sockets

  private static int familyOf(Value socket) {
    return switch (socket.kind()) {
      case UNIX_SOCKET -> 1;
      case INET_SOCKET -> 2;
      case INET6_SOCKET -> 10;
      default -> 0;
    };
  }

  private static Kind kind(String domain) {
    return switch (domain) {
      case "AF_UNIX", "AF_LOCAL" -> Kind.UNIX_SOCKET;
      case "AF_INET" -> Kind.INET_SOCKET;
      case "AF_INET6" -> Kind.INET6_SOCKET;
      default -> Kind.DESCRIPTOR;
    };
  }

  /** An address that is passed: the pointer and the length. */
  private String address(Value socket, Expression e) {
    w.needs.header("sys/socket.h");
    if (e instanceof GStringExpression || e instanceof ConstantExpression) {
      int family = familyOf(socket);
      if (family == 2) {
        return internet(e);
      }
      if (family == 10) {
        throw expressions.refuse(e, "addresses of AF_INET6 are not translated");
      }
      if (family == 0) {
        throw expressions.refuse(e, "of which family the socket is, is not known here");
      }
    }
    Value value = w.operand(expressions.of(e));
    if (value.kind() == Kind.ADDRESS) {
      Place place = (Place) value.more();
      return "(struct sockaddr *)&" + place.storage() + ", " + place.size();
    }
    if (value.kind() != Kind.TEXT) {
      throw expressions.refuse(e, "an address is expected");
    }
    if (familyOf(socket) != 1) {
      throw expressions.refuse(
          e,
          "an address of the internet has to stand there, '127.0.0.1:8080', or come from getsockname");
    }
    w.needs.header("sys/un.h");
    if (value.constant() instanceof String text) {
      byte[] bytes = Quote.bytes(text);
      if (text.indexOf('\0') >= 0 && !text.startsWith("@")) {
        throw expressions.refuse(e, "a path with a NUL in it");
      }
      if (bytes.length > 0 && bytes.length < 108) {
        String address = w.temporary("address", "struct sockaddr_un ", "");
        boolean isAbstract = text.startsWith("@");
        String path =
            isAbstract
                ? "\"\\0"
                    + (Character.isDigit(text.length() > 1 ? text.charAt(1) : 'x') ? "\" \"" : "")
                    + Quote.string(text.substring(1)).substring(1)
                : value.c();
        w.frame.line(address + " = (struct sockaddr_un){ AF_UNIX, " + path + " };");
        if (isAbstract) {
          w.needs.header("stddef.h");
        }
        return "(struct sockaddr *)&"
            + address
            + ", "
            + (isAbstract
                ? "offsetof(struct sockaddr_un, sun_path) + " + bytes.length
                : "sizeof " + address);
      }
    }
    String address = w.temporary("address", "struct sockaddr_un ", "");
    if (w.mode == Writer.Mode.PLAIN) {
      w.needs.header("string.h");
      w.frame.line(address + " = (struct sockaddr_un){ .sun_family = AF_UNIX };");
      w.frame.line("strcpy(" + address + ".sun_path, " + value.c() + ");");
      return "(struct sockaddr *)&" + address + ", sizeof " + address;
    }
    w.needs.helper(Helper.UNIX_ADDRESS);
    String length = w.temporary("length", "socklen_t ", "");
    w.frame.line(length + " = unix_address(&" + address + ", " + value.c() + ");");
    return "(struct sockaddr *)&" + address + ", " + length;
  }

  private String internet(Expression e) {
    String host;
    String port;
    if (e instanceof GStringExpression text
        && text.getStrings().size() <= 2
        && text.getValues().size() == 1
        && text.getStrings().get(0).getText().matches("\\d+\\.\\d+\\.\\d+\\.\\d+:")
        && (text.getStrings().size() == 1 || text.getStrings().get(1).getText().isEmpty())) {
      host = text.getStrings().get(0).getText().replace(":", "");
      Value value = w.operand(expressions.of(text.getValue(0)));
      port = value.c();
    } else if (e instanceof ConstantExpression constant
        && String.valueOf(constant.getValue()).matches("\\d+\\.\\d+\\.\\d+\\.\\d+:\\d+")) {
      String[] parts = constant.getText().split(":");
      host = parts[0];
      port = parts[1];
    } else {
      throw expressions.refuse(
          e, "an address as 127.0.0.1:8080, or with a number for the port, is expected");
    }
    w.needs.header("netinet/in.h", "arpa/inet.h");
    String address = w.temporary("inet_address", "struct sockaddr_in ", "");
    w.frame.line(
        address
            + " = (struct sockaddr_in){ .sin_family = AF_INET, .sin_port = htons("
            + port
            + "), .sin_addr.s_addr = inet_addr(\""
            + host
            + "\") };");
    return "(struct sockaddr *)&" + address + ", sizeof " + address;
  }

  /** What getsockname or getpeername gives. */
  Value address(String function, Value socket) {
    w.needs.header("sys/socket.h");
    String storage = w.temporary("named", "struct sockaddr_storage ", "");
    String size = w.temporary("named_size", "socklen_t ", "");
    w.frame.line(size + " = sizeof " + storage + ";");
    w.call(
        call(
            Kind.INT,
            function + "(" + socket.c() + ", (struct sockaddr *)&" + storage + ", &" + size + ")"));
    return Value.of(Kind.ADDRESS, storage).with(new Place(storage, size));
  }

  private void sockets() {
    String header = "sys/socket.h";
    add(
        "socket",
        "[domain] [type] [protocol]",
        "socket(2)",
        header,
        (a, t) -> {
          String domain = number(a, "domain", "AF_UNIX");
          String type = number(a, "type", "SOCK_STREAM");
          return call(
                  kind(domain),
                  "socket(" + domain + ", " + type + ", " + number(a, "protocol", "0") + ")")
              .with(new Type(type));
        });
    add(
        "bind",
        "fd address",
        "bind(2)",
        header,
        (a, t) -> {
          Value fd = value(a, "fd");
          return call(Kind.INT, "bind(" + fd.c() + ", " + address(fd, a.get("address")) + ")");
        });
    add(
        "connect",
        "fd address",
        "connect(2)",
        header,
        (a, t) -> {
          Value fd = value(a, "fd");
          return call(Kind.INT, "connect(" + fd.c() + ", " + address(fd, a.get("address")) + ")");
        });
    add(
        "listen",
        "fd [backlog]",
        "listen(2)",
        header,
        (a, t) ->
            call(Kind.INT, "listen(" + fd(a, "fd") + ", " + number(a, "backlog", "128") + ")"));
    add(
        "accept",
        "fd [flags]",
        "accept(2)",
        header,
        (a, t) -> {
          Value fd = value(a, "fd");
          Kind kind = fd.kind().isDescriptor() ? fd.kind() : Kind.DESCRIPTOR;
          return call(
                  kind,
                  a.has("flags")
                      ? "accept4(" + fd.c() + ", NULL, NULL, " + number(a, "flags", "0") + ")"
                      : "accept(" + fd.c() + ", NULL, NULL)")
              .with(new Type("SOCK_STREAM"));
        });
    add(
        "shutdown",
        "fd how",
        "shutdown(2)",
        header,
        (a, t) -> call(Kind.INT, "shutdown(" + fd(a, "fd") + ", " + number(a, "how", "0") + ")"));
    add(
        "send",
        "fd data [flags]",
        "send(2)",
        header,
        (a, t) -> {
          String fd = fd(a, "fd");
          String data = data(a, "data");
          return call(Kind.SIZE, "send(" + fd + ", " + data + ", " + number(a, "flags", "0") + ")");
        });
    add(
        "sendto",
        "fd data [flags] address",
        "sendto(2)",
        header,
        (a, t) -> {
          Value fd = value(a, "fd");
          String data = data(a, "data");
          String flags = number(a, "flags", "0");
          return call(
              Kind.SIZE,
              "sendto("
                  + fd.c()
                  + ", "
                  + data
                  + ", "
                  + flags
                  + ", "
                  + address(fd, a.get("address"))
                  + ")");
        });
    add(
        "recv",
        "fd [n] [flags]",
        "recv(2)",
        header,
        (a, t) -> receive(a, t, "recv", ", " + number(a, "flags", "0")));
    add(
        "recvfrom",
        "fd [n] [flags]",
        "recvfrom(2)",
        header,
        (a, t) -> receive(a, t, "recvfrom", ", " + number(a, "flags", "0")));
    add(
        "getsockname",
        "fd",
        "getsockname(2)",
        header,
        (a, t) -> address("getsockname", value(a, "fd")));
    add(
        "getpeername",
        "fd",
        "getpeername(2)",
        header,
        (a, t) -> address("getpeername", value(a, "fd")));
    add(
        "getsockopt",
        "fd level name",
        "getsockopt(2)",
        header,
        (a, t) -> {
          String name = number(a, "name", "0");
          boolean cred = name.equals("SO_PEERCRED");
          if (Set.of("SO_RCVTIMEO", "SO_SNDTIMEO", "SO_LINGER", "SO_PEERPIDFD", "SO_PEERSEC")
              .contains(name)) {
            throw expressions.refuse(a.call(), name + " is a struct that is not translated");
          }
          String option =
              w.temporary(cred ? "peer" : "option", cred ? "struct ucred " : "int ", "");
          String size = w.temporary("option_size", "socklen_t ", "");
          w.frame.line(size + " = sizeof " + option + ";");
          w.call(
              call(
                  Kind.INT,
                  "getsockopt("
                      + fd(a, "fd")
                      + ", "
                      + number(a, "level", "0")
                      + ", "
                      + name
                      + ", &"
                      + option
                      + ", &"
                      + size
                      + ")"));
          return Value.of(cred ? Kind.CREDENTIALS : Kind.INT, option);
        });
    add(
        "setsockopt",
        "fd level name value",
        "setsockopt(2)",
        header,
        (a, t) -> {
          String fd = fd(a, "fd");
          String level = number(a, "level", "0");
          String name = number(a, "name", "0");
          if (Set.of("SO_RCVTIMEO", "SO_SNDTIMEO", "SO_LINGER").contains(name)) {
            throw expressions.refuse(a.call(), name + " is a struct that is not translated");
          }
          return call(
              Kind.INT,
              "setsockopt("
                  + fd
                  + ", "
                  + level
                  + ", "
                  + name
                  + ", &(int){ "
                  + number(a, "value", "0")
                  + " }, sizeof(int))");
        });
  }

  private void pair(String name, String parameters, String page, String header) {
    add(
        name,
        parameters,
        page,
        header,
        (a, t) -> {
          throw expressions.refuse(
              a.call(), "gives two descriptors; assign them: (a, b) = " + name + "(...)");
        });
  }

  /** {@code (a, b) = pipe()}: the call that fills an array of two. */
  Value two(Arguments a, String ends) {
    if (a.command().equals("pipe")) {
      w.needs.header("unistd.h");
      w.needs.page("pipe(2)");
      return a.has("flags")
          ? call(Kind.DESCRIPTOR, "pipe2(" + ends + ", " + number(a, "flags", "0") + ")")
          : call(Kind.DESCRIPTOR, "pipe(" + ends + ")");
    }
    w.needs.header("sys/socket.h");
    w.needs.page("socketpair(2)");
    String domain = number(a, "domain", "AF_UNIX");
    String type = number(a, "type", "SOCK_STREAM");
    return call(
            kind(domain),
            "socketpair("
                + domain
                + ", "
                + type
                + ", "
                + number(a, "protocol", "0")
                + ", "
                + ends
                + ")")
        .with(new Type(type));
  }

  /** The type of a socket. */
  record Type(String c) {
    /** What is written for it; a variable says nothing. */
    boolean isKnown() {
      return c.matches(".*SOCK_(STREAM|DGRAM|SEQPACKET).*");
    }
  }

  static String pairParameters(String name) {
    return name.equals("pipe") ? "[flags]" : "[domain] [type] [protocol]";
  }

  // messages

  private void messages() {
    pair("pipe", "[flags]", "pipe(2)", "unistd.h");
    pair("socketpair", "[domain] [type] [protocol]", "socketpair(2)", "sys/socket.h");
    add(
        "recvmsg",
        "fd [n] [flags] : control",
        "recvmsg(2)",
        "sys/socket.h",
        (a, t) -> receive(a, t, "recvmsg", ", " + number(a, "flags", "0")));
    add(
        "sendfd",
        "sock fd [data]",
        "sendmsg(2)",
        "sys/socket.h",
        (a, t) -> {
          String sock = fd(a, "sock");
          String fd = fd(a, "fd");
          String data = a.has("data") ? data(a, "data") : "\"\", 1";
          return call(Kind.SIZE, "send_fds(" + sock + ", " + data + ", &(int){ " + fd + " }, 1, 0)")
              .as(Kind.SIZE);
        });
    helper("sendfd", Helper.SEND_FDS);
    add(
        "recvfd",
        "sock",
        "recvmsg(2)",
        "sys/socket.h",
        (a, t) -> call(Kind.DESCRIPTOR, "recv_fd(" + fd(a, "sock") + ")"));
    helper("recvfd", Helper.RECV_FD);
    add(
        "sendmsg",
        "fd data : to fds cred flags",
        "sendmsg(2)",
        "sys/socket.h",
        (a, t) -> {
          if (a.has("cred") || a.has("to") && a.has("fds")) {
            throw expressions.refuse(a.call(), "cred: and to: with fds: are not translated");
          }
          Value fd = value(a, "fd");
          String data = data(a, "data");
          String flags = number(a, "flags", "0");
          if (a.has("to")) {
            return call(
                Kind.SIZE,
                "sendto("
                    + fd.c()
                    + ", "
                    + data
                    + ", "
                    + flags
                    + ", "
                    + address(fd, a.get("to"))
                    + ")");
          }
          if (!a.has("fds")) {
            return call(Kind.SIZE, "send(" + fd.c() + ", " + data + ", " + flags + ")");
          }
          if (a.get("fds") instanceof BinaryExpression times
              && times.getOperation().getText().equals("*")
              && times.getLeftExpression() instanceof ListExpression one
              && one.getExpressions().size() == 1
              && times.getRightExpression() instanceof ConstantExpression count
              && count.getValue() instanceof Integer n) {
            return many(fd, data, fd(one.getExpression(0)), n, flags);
          }
          if (!(a.get("fds") instanceof ListExpression list)) {
            throw expressions.refuse(a.get("fds"), "the descriptors have to stand there as a list");
          }
          w.needs.helper(Helper.SEND_FDS);
          StringBuilder fds = new StringBuilder();
          for (Expression each : list.getExpressions()) {
            fds.append(fds.isEmpty() ? "" : ", ").append(fd(each));
          }
          int count = list.getExpressions().size();
          return call(
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
        });
  }

  /** The same descriptor, so many times. */
  private Value many(Value fd, String data, String one, int n, String flags) {
    w.needs.helper(Helper.SEND_FDS);
    String fds = w.temporary("fds", "int ", "[" + n + "]");
    w.frame.open("for (int i = 0; i < " + n + "; i++)");
    w.frame.line(fds + "[i] = " + one + ";");
    w.frame.close("");
    return call(
        Kind.SIZE, "send_fds(" + fd.c() + ", " + data + ", " + fds + ", " + n + ", " + flags + ")");
  }

  private void helper(String name, Helper helper) {
    Spec spec = specs.get(name);
    specs.put(
        name,
        new Spec(
            spec.parameters,
            spec.page,
            spec.headers,
            (a, t) -> {
              w.needs.helper(helper);
              return spec.maker.make(a, t);
            }));
  }

  private Value receive(Arguments a, Received target, String function, String behind) {
    Received to = target == null ? w.buffer("size") : target;
    name(to);
    String fd = fd(a, "fd");
    String n = "65536";
    long most = 65536;
    if (a.has("n")) {
      Value count = value(a, "n");
      n = count.c();
      if (count.constant() instanceof Integer number && number >= 0) {
        most = number;
      } else {
        w.needs.helper(Helper.BOUNDED);
        n = "bounded(" + n + ", sizeof " + to.data + " - 1)";
      }
    }
    if (behind.contains("MSG_TRUNC") && to.text) {
      throw expressions.refuse(
          a.call(),
          "with MSG_TRUNC the result is more than what is in the buffer; only its .length is translated");
    }
    if (function.equals("recvmsg") && !a.has("control")) {
      to.use("fds");
    }
    to.atMost(most);
    to.type = type(a, function);
    declare(to);
    boolean socket = function.startsWith("recv");
    if (socket && (to.hasHeader() || function.equals("recvmsg"))) {
      return header(a, to, fd, n, behind);
    }
    if (socket && to.from) {
      Place from = to.sender();
      w.needs.header("sys/socket.h");
      w.home(to).declare("struct sockaddr_storage ", from.storage(), "");
      w.home(to).declare("socklen_t ", from.size(), "");
      w.frame.line(from.size() + " = sizeof " + from.storage() + ";");
      return call(
              Kind.MESSAGE,
              "recvfrom("
                  + fd
                  + ", "
                  + to.data
                  + ", "
                  + n
                  + behind
                  + ", (struct sockaddr *)&"
                  + from.storage()
                  + ", &"
                  + from.size()
                  + ")")
          .with(new Pending(to, false, true));
    }
    if (function.equals("recvfrom")) {
      behind += ", NULL, NULL";
    }
    return call(Kind.MESSAGE, function + "(" + fd + ", " + to.data + ", " + n + behind + ")")
        .with(new Pending(to, false, false));
  }

  /** Of which type the socket is, as far as that is known; a read gives an end whatever it is. */
  private String type(Arguments a, String function) {
    if (!function.startsWith("recv")) {
      return "SOCK_STREAM";
    }
    return a.get("fd") instanceof VariableExpression name && w.scope.find(name.getName()) != null
        ? w.scope.find(name.getName()).type
        : null;
  }

  private void name(Received to) {
    if (to.data == null) {
      to.name(w.names.take("buffer"), "n", w.names);
    }
  }

  private void declare(Received to) {
    w.home(to)
        .declare(
            to.most > 8192 && !to.global ? "static char " : "char ",
            to.data,
            "[" + (to.most + 1) + "]");
    w.home(to).declare("ssize_t ", to.size, "");
  }

  private Value header(Arguments a, Received to, String fd, String n, String flags) {
    String part = to.part("part");
    String header = to.part("header");
    w.needs.header("sys/socket.h", "sys/uio.h");
    w.home(to).declare("struct iovec ", part, "");
    w.home(to).declare("struct msghdr ", header, "");
    w.frame.line(part + " = (struct iovec){ " + to.data + ", " + n + " };");
    StringBuilder fields = new StringBuilder(".msg_iov = &" + part + ", .msg_iovlen = 1");
    if (to.from) {
      Place from = to.sender();
      w.home(to).declare("struct sockaddr_storage ", from.storage(), "");
      w.home(to).declare("socklen_t ", from.size(), "");
      fields.append(
          ", .msg_name = &" + from.storage() + ", .msg_namelen = sizeof " + from.storage());
    }
    if (to.passed || to.cred) {
      String control = to.part("control");
      w.home(to)
          .declare(
              "union { char bytes[CMSG_SPACE(253 * sizeof(int)) + CMSG_SPACE(sizeof(struct ucred))]; struct cmsghdr aligned; } ",
              control,
              "");
      String length = a.has("control") ? number(a, "control", "0") : "sizeof " + control + ".bytes";
      fields.append(", .msg_control = " + control + ".bytes, .msg_controllen = " + length);
    }
    w.frame.line(header + " = (struct msghdr){ " + fields + " };");
    return call(Kind.MESSAGE, "recvmsg(" + fd + ", &" + header + flags + ")")
        .with(new Pending(to, true, to.from));
  }

  /** Receives: the bytes are there then. */
  Received receive(Value message) {
    if (message.more() instanceof Received there) {
      return there;
    }
    Pending pending = (Pending) message.more();
    Received to = pending.to;
    Value size = w.checked(message.as(Kind.SIZE));
    w.frame.line(to.size + " = " + size.c() + ";");
    if (pending.header && to.from) {
      w.frame.line(to.sender().size() + " = " + to.part("header") + ".msg_namelen;");
    }
    if (pending.header && to.passed) {
      w.needs.helper(Helper.TAKE_FDS);
      w.home(to).declare("int ", to.part("fds"), "[253]");
      w.home(to).declare("int ", to.part("fd_count"), "");
      w.frame.line(
          to.part("fd_count") + " = take_fds(&" + to.part("header") + ", " + to.part("fds") + ");");
    }
    if (pending.header && to.cred) {
      w.needs.helper(Helper.TAKE_CRED);
      w.home(to).declare("struct ucred ", to.part("cred"), "");
      w.frame.line(to.part("cred") + " = take_cred(&" + to.part("header") + ");");
    }
    if (w.mode == Writer.Mode.PLAIN && to.text) {
      w.frame.line(to.data + "[" + to.size + "] = '\\0';");
    } else if (to.text) {
      w.needs.helper(Helper.TEXT);
    }
    return to;
  }

  private String data(Arguments a, String name) {
    Expressions.Data data = expressions.data(a.get(name));
    return data.bytes() + ", " + data.size();
  }

  // memory

  private String length(Arguments a) {
    Value region = value(a, "region");
    String length = region.more() instanceof Variable variable ? variable.length : null;
    if (length == null) {
      if (w.mode == Writer.Mode.PLAIN) {
        return "length";
      }
      throw expressions.refuse(
          a.call(),
          "how long it is, is not known here; map it in the same role, with a length that stands there");
    }
    return length;
  }

  private void memory() {
    String header = "sys/mman.h";
    add(
        "mmap",
        "[file] length : prot flags fd offset",
        "mmap(2)",
        header,
        (a, t) -> {
          String fd = "-1";
          Expression file = a.has("file") ? a.get("file") : a.get("fd");
          String length;
          if (file != null) {
            fd = fd(file);
          }
          length = number(a, "length", "0");
          w.needs.constant("PROT_READ");
          String flags =
              number(a, "flags", file != null ? "MAP_SHARED" : "MAP_SHARED | MAP_ANONYMOUS");
          return new Value(
              Kind.REGION,
              "mmap(NULL, "
                  + length
                  + ", "
                  + number(a, "prot", "PROT_READ | PROT_WRITE")
                  + ", "
                  + flags
                  + ", "
                  + fd
                  + ", "
                  + number(a, "offset", "0")
                  + ")",
              Op.PRIMARY,
              Fails.MAP_FAILED,
              true,
              null,
              new Length(length));
        });
    add(
        "munmap",
        "region",
        "munmap(2)",
        header,
        (a, t) -> call(Kind.INT, "munmap(" + value(a, "region").c() + ", " + length(a) + ")"));
    add(
        "msync",
        "region [flags]",
        "msync(2)",
        header,
        (a, t) ->
            call(
                Kind.INT,
                "msync("
                    + value(a, "region").c()
                    + ", "
                    + length(a)
                    + ", "
                    + number(a, "flags", "MS_SYNC")
                    + ")"));
    add(
        "mprotect",
        "region prot",
        "mprotect(2)",
        header,
        (a, t) ->
            call(
                Kind.INT,
                "mprotect("
                    + value(a, "region").c()
                    + ", "
                    + length(a)
                    + ", "
                    + number(a, "prot", "0")
                    + ")"));
    add(
        "shm_open",
        "name [flags] [mode]",
        "shm_open(3)",
        "sys/mman.h fcntl.h",
        (a, t) ->
            call(
                Kind.DESCRIPTOR,
                "shm_open("
                    + text(a, "name")
                    + ", "
                    + number(a, "flags", "O_RDWR")
                    + ", "
                    + mode(a, "mode", "0600")
                    + ")"));
    add(
        "shm_unlink",
        "name",
        "shm_unlink(3)",
        header,
        (a, t) -> call(Kind.INT, "shm_unlink(" + text(a, "name") + ")"));
    add(
        "memfd_create",
        "name [flags]",
        "memfd_create(2)",
        header,
        (a, t) ->
            call(
                Kind.DESCRIPTOR,
                "memfd_create(" + text(a, "name") + ", " + number(a, "flags", "0") + ")"));
    add(
        "poke",
        "region offset data",
        "memcpy(3)",
        "string.h",
        (a, t) -> {
          Value region = value(a, "region");
          Value offset = value(a, "offset");
          Expressions.Data data = expressions.data(a.get("data"));
          expressions.at(a.call(), region, offset, 1);
          return Value.effect(
              Kind.NOTHING,
              "memcpy(" + plus(region, offset) + ", " + data.bytes() + ", " + data.size() + ")");
        });
    add(
        "peek",
        "region offset n",
        "memcpy(3)",
        "string.h",
        (a, t) -> {
          Value region = value(a, "region");
          Value offset = value(a, "offset");
          Value n = value(a, "n");
          if (!(n.constant() instanceof Integer most)) {
            throw expressions.refuse(a.call(), "a number of bytes that stands there is expected");
          }
          expressions.at(a.call(), region, offset, 1);
          Received to = t == null ? w.buffer("size") : t;
          name(to);
          to.atMost(most);
          declare(to);
          w.frame.line(to.size + " = " + most + ";");
          w.frame.line("memcpy(" + to.data + ", " + plus(region, offset) + ", " + most + ");");
          if (to.text && w.mode != Writer.Mode.PLAIN) {
            w.needs.helper(Helper.TEXT);
          }
          return Value.of(Kind.MESSAGE, to.data).with(to);
        });
  }

  /** Touches each byte that a peek would copy. */
  String bytesOf(MethodCallExpression peek) {
    Arguments a = new Arguments("peek", peek, "region offset n");
    w.needs.helper(Helper.INT_AT);
    Value offset = value(a, "offset");
    String first = "(void)AT(char, " + value(a, "region").c() + ", " + offset.in(Op.PLUS.level);
    Value n = value(a, "n");
    return Integer.valueOf(1).equals(n.constant())
        ? first + ");"
        : "for (int i = 0; i < " + n.in(Op.PLUS.level) + "; i++) " + first + " + i);";
  }

  /** How long a mapping is. */
  record Length(String c) {}

  private static String plus(Value region, Value offset) {
    return offset.constant() instanceof Integer at && at == 0
        ? region.c()
        : region.c() + " + " + offset.in(Op.TIMES.level);
  }

  /** An object of a library in memory. */
  private Value object(Arguments a, Kind kind) {
    Value region = value(a, "region");
    Value offset = value(a, "offset");
    expressions.at(a.call(), region, offset, 8);
    String place =
        offset.constant() instanceof Integer at && at == 0
            ? region.in(Op.PRIMARY)
            : "(" + plus(region, offset) + ")";
    return Value.of(kind, "(" + kind.type().trim() + ")" + place, Op.UNARY).with(region.more());
  }

  private Value made(Arguments a, Kind kind, String wish) {
    Value object = object(a, kind);
    Object in = object.more();
    String name = w.object == null ? w.temporary(wish, kind.type(), "") : w.object.place();
    w.frame.line(name + " = " + object.c() + ";");
    return Value.of(kind, name).with(in);
  }

  private String on(Arguments a, String name, Kind kind) {
    Value value = value(a, name);
    if (value.kind() != kind) {
      throw expressions.refuse(
          a.get(name), "a " + kind.name().toLowerCase(java.util.Locale.ROOT) + " is expected");
    }
    return value.c();
  }

  private void semaphores() {
    String header = "semaphore.h";
    add(
        "sem_open",
        "name [flags] [mode] [value]",
        "sem_open(3)",
        "semaphore.h fcntl.h",
        (a, t) -> {
          String flags = number(a, "flags", "0");
          String more =
              flags.contains("O_CREAT")
                  ? ", " + mode(a, "mode", "0600") + ", " + number(a, "value", "0")
                  : "";
          return Value.call(
              Kind.SEMAPHORE,
              "sem_open(" + text(a, "name") + ", " + flags + more + ")",
              Fails.SEM_FAILED);
        });
    add(
        "sem_close",
        "s",
        "sem_close(3)",
        header,
        (a, t) -> call(Kind.INT, "sem_close(" + on(a, "s", Kind.SEMAPHORE) + ")"));
    add(
        "sem_unlink",
        "name",
        "sem_unlink(3)",
        header,
        (a, t) -> call(Kind.INT, "sem_unlink(" + text(a, "name") + ")"));
    add(
        "sem_init",
        "region offset [pshared] [value]",
        "sem_init(3)",
        header,
        (a, t) -> {
          Value made = made(a, Kind.SEMAPHORE, "sem");
          w.call(
              call(
                  Kind.INT,
                  "sem_init("
                      + made.c()
                      + ", "
                      + number(a, "pshared", "1")
                      + ", "
                      + number(a, "value", "0")
                      + ")"));
          return made;
        });
    add("sem_at", "region offset", "sem_overview(7)", header, (a, t) -> object(a, Kind.SEMAPHORE));
    for (String name : List.of("wait", "trywait", "post", "destroy")) {
      add(
          "sem_" + name,
          "s",
          "sem_" + (name.equals("trywait") ? "wait" : name) + "(3)",
          header,
          (a, t) -> call(Kind.INT, "sem_" + name + "(" + on(a, "s", Kind.SEMAPHORE) + ")"));
    }
    add(
        "sem_timedwait",
        "s seconds",
        "sem_wait(3)",
        header,
        (a, t) ->
            call(
                Kind.INT,
                "sem_timedwait(" + on(a, "s", Kind.SEMAPHORE) + ", " + deadline(a) + ")"));
    add(
        "sem_getvalue",
        "s",
        "sem_getvalue(3)",
        header,
        (a, t) -> {
          String value = w.temporary("value", "int ", "");
          w.call(
              call(Kind.INT, "sem_getvalue(" + on(a, "s", Kind.SEMAPHORE) + ", &" + value + ")"));
          return Value.of(Kind.INT, value);
        });
  }

  private String deadline(Arguments a) {
    return deadline(a, "seconds");
  }

  private String deadline(Arguments a, String name) {
    Value seconds = seconds(a, name);
    if (w.mode == Writer.Mode.PLAIN) {
      w.needs.header("time.h");
      String at = w.temporary("deadline", "struct timespec ", "");
      w.frame.line("clock_gettime(CLOCK_REALTIME, &" + at + ");");
      w.frame.line("/* " + at + " += " + seconds.c() + " s */");
      return "&" + at;
    }
    w.needs.helper(Helper.DEADLINE);
    return "in_seconds(" + seconds.c() + ")";
  }

  private boolean isTrue(Arguments a, String name, boolean otherwise) {
    if (!a.has(name)) {
      return otherwise;
    }
    if (a.get(name) instanceof ConstantExpression constant
        && constant.getValue() instanceof Boolean truth) {
      return truth;
    }
    throw expressions.refuse(a.get(name), "true or false is expected");
  }

  private Value init(Arguments a, Kind kind, String what) {
    Value made = made(a, kind, what);
    boolean pshared = isTrue(a, "pshared", true);
    boolean robust = isTrue(a, "robust", false);
    String type = number(a, "type", "PTHREAD_MUTEX_NORMAL");
    boolean plain = !pshared && !robust && !a.has("type");
    String attributes = "NULL";
    String prefix = "pthread_" + what;
    if (!plain) {
      String name = w.temporary(what + "_attributes", prefix + "attr_t ", "");
      attributes = "&" + name;
      w.call(error(prefix + "attr_init(" + attributes + ")"));
      if (pshared) {
        w.call(error(prefix + "attr_setpshared(" + attributes + ", PTHREAD_PROCESS_SHARED)"));
      }
      if (robust) {
        w.call(error(prefix + "attr_setrobust(" + attributes + ", PTHREAD_MUTEX_ROBUST)"));
      }
      if (a.has("type")) {
        w.call(error(prefix + "attr_settype(" + attributes + ", " + type + ")"));
      }
    }
    w.call(error(prefix + "_init(" + made.c() + ", " + attributes + ")"));
    return made;
  }

  private void pthreads() {
    String header = "pthread.h";
    Map<String, Kind> kinds = Map.of("mutex", Kind.MUTEX, "cond", Kind.COND, "rwlock", Kind.RWLOCK);
    kinds.forEach(
        (what, kind) -> {
          String prefix = "pthread_" + what;
          add(
              prefix + "_init",
              "region offset : pshared robust type",
              prefix + "_init(3)",
              header,
              (a, t) -> init(a, kind, what));
          add(prefix + "_at", "region offset", "pthreads(7)", header, (a, t) -> object(a, kind));
        });
    Map<String, Kind> plain = new HashMap<>();
    for (String name : List.of("lock", "trylock", "unlock", "consistent", "destroy")) {
      plain.put("pthread_mutex_" + name, Kind.MUTEX);
    }
    for (String name : List.of("signal", "broadcast", "destroy")) {
      plain.put("pthread_cond_" + name, Kind.COND);
    }
    for (String name : List.of("rdlock", "wrlock", "tryrdlock", "trywrlock", "unlock", "destroy")) {
      plain.put("pthread_rwlock_" + name, Kind.RWLOCK);
    }
    plain.forEach(
        (name, kind) ->
            add(
                name,
                "o",
                name + "(3)",
                header,
                (a, t) -> error(name + "(" + on(a, "o", kind) + ")")));
    Map.of(
            "pthread_mutex_timedlock",
            Kind.MUTEX,
            "pthread_rwlock_timedrdlock",
            Kind.RWLOCK,
            "pthread_rwlock_timedwrlock",
            Kind.RWLOCK)
        .forEach(
            (name, kind) ->
                add(
                    name,
                    "o seconds",
                    name + "(3)",
                    header,
                    (a, t) -> error(name + "(" + on(a, "o", kind) + ", " + deadline(a) + ")")));
    add(
        "pthread_cond_wait",
        "c m",
        "pthread_cond_wait(3)",
        header,
        (a, t) ->
            error(
                "pthread_cond_wait("
                    + on(a, "c", Kind.COND)
                    + ", "
                    + on(a, "m", Kind.MUTEX)
                    + ")"));
    add(
        "pthread_cond_timedwait",
        "c m seconds",
        "pthread_cond_wait(3)",
        header,
        (a, t) ->
            error(
                "pthread_cond_timedwait("
                    + on(a, "c", Kind.COND)
                    + ", "
                    + on(a, "m", Kind.MUTEX)
                    + ", "
                    + deadline(a)
                    + ")"));
  }

  private void processes() {
    for (String name : List.of("getpid", "getppid", "getuid", "geteuid", "getgid", "getegid")) {
      Kind kind = name.contains("pid") ? Kind.PID : Kind.INT;
      add(
          name,
          "",
          name + "(2)",
          "unistd.h",
          (a, t) ->
              kind == Kind.PID
                  ? Value.of(kind, name + "()")
                  : Value.of(kind, "(int)" + name + "()", Op.UNARY));
    }
    add(
        "kill",
        "pid signal",
        "kill(2)",
        "signal.h",
        (a, t) -> call(Kind.INT, "kill(" + process(a) + ", " + number(a, "signal", "0") + ")"));
    add(
        "waitpid",
        "pid [flags]",
        "waitpid(2)",
        "sys/wait.h",
        (a, t) -> {
          if (value(a, "pid").more() instanceof Variable variable && variable.role != null) {
            variable.role.reaped = true;
            variable.role.ended = true;
          }
          String status = w.temporary("status", "int ", "");
          return call(
              Kind.PID,
              "waitpid(" + process(a) + ", &" + status + ", " + number(a, "flags", "0") + ")");
        });
    add("fork", "", "fork(2)", "unistd.h", (a, t) -> call(Kind.PID, "fork()"));
    add(
        "sameFile",
        "a b : pid",
        "kcmp(2)",
        "unistd.h",
        (a, t) -> {
          w.needs.header("linux/kcmp.h", "sys/syscall.h");
          String there = process(a);
          if (a.has("pid") && a.get("b") instanceof VariableExpression b) {
            passNumber(b, a.get("pid"));
          }
          String compared = fd(a, "a") + ", " + fd(a, "b");
          return Value.of(
              Kind.INT,
              "syscall(SYS_kcmp, getpid(), " + there + ", KCMP_FILE, " + compared + ") == 0",
              Op.EQUAL.level);
        });
    add(
        "exit",
        "[status]",
        "exit(3)",
        "stdlib.h",
        (a, t) -> Value.effect(Kind.NOTHING, "exit(" + number(a, "status", "0") + ")"));
  }

  /** The number of a descriptor is told, for it is looked up in the table of its own process. */
  private void passNumber(VariableExpression b, Expression process) {
    Variable variable = w.scope.find(b.getName());
    Variable role =
        process instanceof VariableExpression name ? w.scope.find(name.getName()) : null;
    if (variable != null && role != null && variable.writer == role.role && role.role != null) {
      variable.share();
    }
  }

  private String process(Arguments a) {
    if (!a.has("pid")) {
      return "getpid()";
    }
    Value value = value(a, "pid");
    if (value.kind() != Kind.PID && value.kind() != Kind.INT) {
      throw expressions.refuse(a.get("pid"), "a process is expected");
    }
    return value.c();
  }
}
