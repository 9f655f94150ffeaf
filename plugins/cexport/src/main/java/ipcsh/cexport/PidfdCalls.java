package ipcsh.cexport;

import java.util.List;

/** Processes by descriptor, their memory, groups and sessions. */
final class PidfdCalls implements Topic {
  private final Writer w;
  private final Expressions expressions;
  private final Receiving receiving;

  PidfdCalls(Writer w, Expressions expressions, Receiving receiving) {
    this.w = w;
    this.expressions = expressions;
    this.receiving = receiving;
  }

  @Override
  public void addTo(Commands commands) {
    String header = "sys/pidfd.h";
    commands.add(
        "pidfd_open",
        header,
        (a, t) ->
            Value.call(
                Kind.DESCRIPTOR,
                "pidfd_open(" + process(a, "pid") + ", " + a.number("flags") + ")"));
    commands.add(
        "pidfd_getfd",
        header,
        (a, t) ->
            Value.call(
                Kind.DESCRIPTOR, "pidfd_getfd(" + a.fd("pidfd") + ", " + a.number("n") + ", 0)"));
    commands.add(
        "pidfd_send_signal",
        header,
        (a, t) -> {
          w.needs.header("signal.h");
          return Value.call(
              Kind.INT,
              "pidfd_send_signal(" + a.fd("pidfd") + ", " + a.number("sig") + ", NULL, 0)");
        });
    commands.add("waitid", "sys/wait.h", (a, t) -> waitid(a));
    commands.add("process_vm_readv", "sys/uio.h", (a, t) -> read(a, t));
    commands.add("process_vm_writev", "sys/uio.h", (a, t) -> write(a));
    commands.add("getpgrp", "unistd.h", (a, t) -> Value.of(Kind.PID, "getpgrp()"));
    commands.add("setsid", "unistd.h", (a, t) -> Value.call(Kind.PID, "setsid()"));
    for (String name : List.of("getpgid", "getsid")) {
      commands.add(
          name, "unistd.h", (a, t) -> Value.call(Kind.PID, name + "(" + process(a, "pid") + ")"));
    }
    commands.add(
        "setpgid",
        "unistd.h",
        (a, t) ->
            Value.call(Kind.INT, "setpgid(" + process(a, "pid") + ", " + process(a, "pgid") + ")"));
    commands.add(
        "sockatmark",
        "sys/socket.h",
        (a, t) -> Value.call(Kind.INT, "sockatmark(" + a.fd("fd") + ")"));
  }

  private String process(CallArguments a, String name) {
    if (!a.has(name)) {
      return a.number(name);
    }
    Value value = a.value(name);
    if (value.kind() != Kind.PID && value.kind() != Kind.INT) {
      throw expressions.refuse(a.get(name), "a process is expected");
    }
    return value.c();
  }

  private Value waitid(CallArguments a) {
    if (w.mode != Writer.Mode.PLAIN) {
      throw expressions.refuse(
          a.call(), "the siginfo_t of waitid is not translated; use waitpid(child)");
    }
    String info = w.temporary("info", "siginfo_t ", "");
    String id = a.has("id") ? a.value("id").c() : "0";
    return Value.call(
        Kind.INT,
        "waitid(" + a.number("type") + ", " + id + ", &" + info + ", " + a.number("options") + ")");
  }

  private String address(CallArguments a) {
    Value value = a.value("address");
    if (value.kind() == Kind.REGION) {
      return value.c();
    }
    if (value.kind() != Kind.INT && value.kind() != Kind.LONG) {
      throw expressions.refuse(a.get("address"), "an address is expected");
    }
    return "(void *)" + (value.binds() <= Op.UNARY ? value.c() : "(" + value.c() + ")");
  }

  private Value read(CallArguments a, Received target) {
    String process = process(a, "pid");
    String address = address(a);
    return receiving.vector(
        a,
        target,
        (local, remote, n) -> {
          w.frame.line(remote + " = (struct iovec){ " + address + ", " + n + " };");
          return "process_vm_readv(" + process + ", &" + local + ", 1, &" + remote + ", 1, 0)";
        });
  }

  private Value write(CallArguments a) {
    String process = process(a, "pid");
    String address = address(a);
    String data = a.data("data");
    String size = data.substring(data.lastIndexOf(", ") + 2);
    String local = w.temporary("local", "struct iovec ", "");
    String remote = w.temporary("remote", "struct iovec ", "");
    w.frame.line(local + " = (struct iovec){ (void *)" + data + " };");
    w.frame.line(remote + " = (struct iovec){ " + address + ", " + size + " };");
    return Value.call(
        Kind.SIZE, "process_vm_writev(" + process + ", &" + local + ", 1, &" + remote + ", 1, 0)");
  }
}
