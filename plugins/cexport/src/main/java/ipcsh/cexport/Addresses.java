package ipcsh.cexport;

import ipcsh.sys.abi.SocketAddress;
import ipcsh.sys.abi.SocketConstants;
import ipcsh.sys.text.EscapedText;
import ipcsh.sys.text.KernelText;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;

/**
 * Socket addresses in C: unix(7), ip(7). A UNIX domain address is a pathname or an abstract name.
 */
final class Addresses {
  private static final String UNKNOWN =
      "the address family of the socket is not known here; AF_UNIX and AF_INET are translated";

  private final Writer w;
  private final Expressions expressions;

  Addresses(Writer w, Expressions expressions) {
    this.w = w;
    this.expressions = expressions;
  }

  private static int familyOf(Value socket) {
    return switch (socket.kind()) {
      case UNIX_SOCKET -> 1;
      case INET_SOCKET -> 2;
      case INET6_SOCKET -> 10;
      default -> 0;
    };
  }

  /** The kind of a socket of this domain. */
  static Kind kind(String domain) {
    return switch (domain) {
      case "AF_UNIX", "AF_LOCAL" -> Kind.UNIX_SOCKET;
      case "AF_INET" -> Kind.INET_SOCKET;
      case "AF_INET6" -> Kind.INET6_SOCKET;
      default -> Kind.DESCRIPTOR;
    };
  }

  /** An address as arguments: the pointer and the length. */
  String of(Value socket, Expression e) {
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
        throw expressions.refuse(e, UNKNOWN);
      }
    }
    Value value = w.operand(expressions.of(e));
    if (value.kind() == Kind.ADDRESS) {
      SockaddrLocation place = (SockaddrLocation) value.more();
      return "(struct sockaddr *)&" + place.storage() + ", " + place.size();
    }
    if (value.kind() != Kind.TEXT) {
      throw expressions.refuse(e, "an address is expected");
    }
    if (familyOf(socket) != 1) {
      throw expressions.refuse(
          e,
          familyOf(socket) == 0
              ? UNKNOWN
              : "an Internet address must be a literal, '127.0.0.1:8080', or come from getsockname");
    }
    w.needs.header("sys/un.h");
    String path = value.c();
    if (value.constant() instanceof String given) {
      if (given.indexOf('\0') >= 0 && !given.startsWith("@")) {
        throw expressions.refuse(e, "a path that contains NUL");
      }
      String text = SocketAddress.parse(SocketConstants.AF_UNIX, given).unescaped();
      byte[] bytes = KernelText.encode(text);
      if (bytes.length == 0) {
        return none(socket, e);
      }
      if (bytes.length < 108) {
        String address = w.temporary("address", "struct sockaddr_un ", "");
        boolean isAbstract = text.startsWith("@");
        String name = isAbstract ? text.substring(1) : text;
        String quoted = Quote.string(EscapedText.isPlain(name) ? name : KernelText.encode(name));
        boolean digitNext = name.matches("(?s)\\d.*");
        path =
            isAbstract
                ? "\"\\0" + (digitNext ? "\" \"" : "") + quoted.substring(1)
                : text.equals(given) ? value.c() : quoted;
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
      if (!text.equals(given)) {
        throw expressions.refuse(e, "a name of more than 107 bytes that contains escapes");
      }
    }
    String address = w.temporary("address", "struct sockaddr_un ", "");
    if (w.mode == Writer.Mode.PLAIN) {
      return copied(address, path, e);
    }
    w.needs.helper(Helper.UNIX_ADDRESS);
    String length = w.temporary("length", "socklen_t ", "");
    w.frame.line(length + " = unix_address(&" + address + ", " + path + ");");
    return "(struct sockaddr *)&" + address + ", " + length;
  }

  /** In a line alone: the address of a name that a variable has. */
  private String copied(String address, String name, Expression e) {
    String begin = beginning(e);
    if (begin != null && begin.indexOf('\\') >= 0) {
      throw expressions.refuse(e, "an address with escapes must be a literal");
    }
    w.needs.header("string.h");
    w.frame.line(address + " = (struct sockaddr_un){ .sun_family = AF_UNIX };");
    w.frame.line("strcpy(" + address + ".sun_path, " + name + ");");
    String pointer = "(struct sockaddr *)&" + address + ", ";
    String whole = "sizeof " + address;
    if (begin != null && !begin.startsWith("@")) {
      return pointer + whole;
    }
    w.needs.header("stddef.h");
    String length = "offsetof(struct sockaddr_un, sun_path) + strlen(" + name + ")";
    String at = address + ".sun_path[0]";
    if (begin != null) {
      w.frame.line(at + " = '\\0';");
      return pointer + length;
    }
    // whether the name is abstract is known only at run time
    w.frame.line("if (" + at + " == '@')");
    w.frame.line("    " + at + " = '\\0';");
    return pointer + "(" + at + " == '\\0' ? " + length + " : " + whole + ")";
  }

  /** The beginning of a text, from a variable or composed here; null if unknown. */
  private String beginning(Expression e) {
    if (e instanceof GStringExpression made) {
      String begin = made.getStrings().isEmpty() ? "" : made.getStrings().get(0).getText();
      return begin.isEmpty() ? null : begin;
    }
    String known = e instanceof VariableExpression name ? w.textOf.apply(name.getName()) : null;
    return known == null || known.isEmpty() ? null : known;
  }

  /** The address that lets the kernel choose one. */
  String none(Value socket, Expression e) {
    w.needs.header("sys/socket.h");
    return switch (familyOf(socket)) {
      case 1 -> "&(struct sockaddr){ .sa_family = AF_UNIX }, sizeof(sa_family_t)";
      case 2 -> {
        w.needs.header("netinet/in.h");
        yield "(struct sockaddr *)&(struct sockaddr_in){ .sin_family = AF_INET },"
            + " sizeof(struct sockaddr_in)";
      }
      default -> throw expressions.refuse(e, UNKNOWN);
    };
  }

  /** {@code 127.0.0.1:8080}; the port may be a number known only at run time. */
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

  /** The result of getsockname or getpeername. */
  Value asked(String function, Value socket) {
    w.needs.header("sys/socket.h");
    String storage = w.temporary("named", "struct sockaddr_storage ", "");
    String size = w.temporary("named_size", "socklen_t ", "");
    w.frame.line(size + " = sizeof " + storage + ";");
    w.call(
        Value.call(
            Kind.INT,
            function + "(" + socket.c() + ", (struct sockaddr *)&" + storage + ", &" + size + ")"));
    return Value.of(Kind.ADDRESS, storage).with(new SockaddrLocation(storage, size));
  }
}
