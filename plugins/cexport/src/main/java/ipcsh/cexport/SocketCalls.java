package ipcsh.cexport;

import java.util.Set;

/** Sockets: socket(2) and what is done with one. */
final class SocketCalls implements Topic {
  private final Writer w;
  private final Expressions expressions;
  private final Addresses addresses;
  private final Receiving receiving;

  SocketCalls(Writer w, Expressions expressions, Addresses addresses, Receiving receiving) {
    this.w = w;
    this.expressions = expressions;
    this.addresses = addresses;
    this.receiving = receiving;
  }

  @Override
  public void addTo(Commands commands) {
    String header = "sys/socket.h";
    commands.add(
        "socket",
        "[domain] [type] [protocol]",
        "socket(2)",
        header,
        (a, t) -> {
          String domain = a.number("domain", "AF_UNIX");
          String type = a.number("type", "SOCK_STREAM");
          return Value.call(
              Addresses.kind(domain),
              "socket(" + domain + ", " + type + ", " + a.number("protocol", "0") + ")");
        });
    commands.add(
        "bind",
        "fd [address]",
        "bind(2)",
        header,
        (a, t) -> {
          Value fd = a.value("fd");
          String address =
              a.has("address") ? addresses.of(fd, a.get("address")) : addresses.none(fd, a.call());
          return Value.call(Kind.INT, "bind(" + fd.c() + ", " + address + ")");
        });
    commands.add(
        "connect",
        "fd address",
        "connect(2)",
        header,
        (a, t) -> {
          Value fd = a.value("fd");
          return Value.call(
              Kind.INT, "connect(" + fd.c() + ", " + addresses.of(fd, a.get("address")) + ")");
        });
    commands.add(
        "listen",
        "fd [backlog]",
        "listen(2)",
        header,
        (a, t) ->
            Value.call(Kind.INT, "listen(" + a.fd("fd") + ", " + a.number("backlog", "128") + ")"));
    commands.add(
        "accept",
        "fd [flags]",
        "accept(2)",
        header,
        (a, t) -> {
          Value fd = a.value("fd");
          Kind kind = fd.kind().isDescriptor() ? fd.kind() : Kind.DESCRIPTOR;
          return Value.call(
              kind,
              a.has("flags")
                  ? "accept4(" + fd.c() + ", NULL, NULL, " + a.number("flags", "0") + ")"
                  : "accept(" + fd.c() + ", NULL, NULL)");
        });
    commands.add(
        "shutdown",
        "fd how",
        "shutdown(2)",
        header,
        (a, t) ->
            Value.call(Kind.INT, "shutdown(" + a.fd("fd") + ", " + a.number("how", "0") + ")"));
    commands.add(
        "send",
        "fd data [flags]",
        "send(2)",
        header,
        (a, t) -> {
          String fd = a.fd("fd");
          String data = a.data("data");
          return Value.call(
              Kind.SIZE, "send(" + fd + ", " + data + ", " + a.number("flags", "0") + ")");
        });
    commands.add(
        "sendto",
        "fd data [flags] address",
        "sendto(2)",
        header,
        (a, t) -> {
          Value fd = a.value("fd");
          String data = a.data("data");
          String flags = a.number("flags", "0");
          return Value.call(
              Kind.SIZE,
              "sendto("
                  + fd.c()
                  + ", "
                  + data
                  + ", "
                  + flags
                  + ", "
                  + addresses.of(fd, a.get("address"))
                  + ")");
        });
    commands.add(
        "recv",
        "fd [n] [flags]",
        "recv(2)",
        header,
        (a, t) -> receiving.call(a, t, "recv", ", " + a.number("flags", "0")));
    commands.add(
        "recvfrom",
        "fd [n] [flags]",
        "recvfrom(2)",
        header,
        (a, t) -> receiving.call(a, t, "recvfrom", ", " + a.number("flags", "0")));
    commands.add(
        "getsockname",
        "fd",
        "getsockname(2)",
        header,
        (a, t) -> addresses.asked("getsockname", a.value("fd")));
    commands.add(
        "getpeername",
        "fd",
        "getpeername(2)",
        header,
        (a, t) -> addresses.asked("getpeername", a.value("fd")));
    commands.add(
        "getsockopt",
        "fd level name",
        "getsockopt(2)",
        header,
        (a, t) -> {
          String name = a.number("name", "0");
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
              Value.call(
                  Kind.INT,
                  "getsockopt("
                      + a.fd("fd")
                      + ", "
                      + a.number("level", "0")
                      + ", "
                      + name
                      + ", &"
                      + option
                      + ", &"
                      + size
                      + ")"));
          return Value.of(cred ? Kind.CREDENTIALS : Kind.INT, option);
        });
    commands.add(
        "setsockopt",
        "fd level name value",
        "setsockopt(2)",
        header,
        (a, t) -> {
          String fd = a.fd("fd");
          String level = a.number("level", "0");
          String name = a.number("name", "0");
          if (Set.of("SO_RCVTIMEO", "SO_SNDTIMEO", "SO_LINGER").contains(name)) {
            throw expressions.refuse(a.call(), name + " is a struct that is not translated");
          }
          return Value.call(
              Kind.INT,
              "setsockopt("
                  + fd
                  + ", "
                  + level
                  + ", "
                  + name
                  + ", &(int){ "
                  + a.number("value", "0")
                  + " }, sizeof(int))");
        });
  }
}
