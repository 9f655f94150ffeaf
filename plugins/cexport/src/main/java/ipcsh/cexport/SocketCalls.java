package ipcsh.cexport;

import java.util.Set;

/** Sockets: socket(2) and the calls on them. */
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
        header,
        (a, t) -> {
          String domain = a.number("domain");
          String type = a.number("type");
          return Value.call(
              Addresses.kind(domain),
              "socket(" + domain + ", " + type + ", " + a.number("protocol") + ")");
        });
    commands.add(
        "bind",
        header,
        (a, t) -> {
          Value fd = a.value("fd");
          String address =
              a.has("address") ? addresses.of(fd, a.get("address")) : addresses.none(fd, a.call());
          return Value.call(Kind.INT, "bind(" + fd.c() + ", " + address + ")");
        });
    commands.add(
        "connect",
        header,
        (a, t) -> {
          Value fd = a.value("fd");
          return Value.call(
              Kind.INT, "connect(" + fd.c() + ", " + addresses.of(fd, a.get("address")) + ")");
        });
    commands.add(
        "listen",
        header,
        (a, t) -> Value.call(Kind.INT, "listen(" + a.fd("fd") + ", " + a.number("backlog") + ")"));
    commands.add(
        "accept",
        header,
        (a, t) -> {
          Value fd = a.value("fd");
          Kind kind = fd.kind().isDescriptor() ? fd.kind() : Kind.DESCRIPTOR;
          return Value.call(
              kind,
              a.has("flags")
                  ? "accept4(" + fd.c() + ", NULL, NULL, " + a.number("flags") + ")"
                  : "accept(" + fd.c() + ", NULL, NULL)");
        });
    commands.add(
        "shutdown",
        header,
        (a, t) -> Value.call(Kind.INT, "shutdown(" + a.fd("fd") + ", " + a.number("how") + ")"));
    commands.add(
        "send",
        header,
        (a, t) -> {
          String fd = a.fd("fd");
          String data = a.data("data");
          return Value.call(Kind.SIZE, "send(" + fd + ", " + data + ", " + a.number("flags") + ")");
        });
    commands.add(
        "sendto",
        header,
        (a, t) -> {
          Value fd = a.value("fd");
          String data = a.data("data");
          String flags = a.number("flags");
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
        header,
        (a, t) ->
            a.isOnRegion()
                ? Value.call(
                    Kind.SIZE,
                    "recv(" + a.fd("fd") + ", " + a.onRegion() + ", " + a.number("flags") + ")")
                : receiving.call(a, t, "recv", ", " + a.number("flags")));
    commands.add(
        "recvfrom", header, (a, t) -> receiving.call(a, t, "recvfrom", ", " + a.number("flags")));
    commands.add("getsockname", header, (a, t) -> addresses.asked("getsockname", a.value("fd")));
    commands.add("getpeername", header, (a, t) -> addresses.asked("getpeername", a.value("fd")));
    commands.add(
        "getsockopt",
        header,
        (a, t) -> {
          String name = a.number("name");
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
                      + a.number("level")
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
        header,
        (a, t) -> {
          String fd = a.fd("fd");
          String level = a.number("level");
          String name = a.number("name");
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
                  + a.number("value")
                  + " }, sizeof(int))");
        });
  }
}
