package ipcsh.findings;

import ipcsh.findings.HeldDescriptor.Origin;
import ipcsh.findings.OpenedDescription.Kind;
import ipcsh.observe.ObservedDescriptor;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a call that has returned did to the table of its process. */
final class DescriptorEffects {
  private static final Pattern RIGHTS =
      Pattern.compile("cmsg_type=SCM_RIGHTS, cmsg_data=\\[([^\\]]*(?:\\[[^\\]]*\\][^\\]]*)*)\\]");
  private static final String CLOEXEC = "CLOEXEC";
  private static final int HIGHEST = 1 << 20;

  private final DescriptorHistory history;

  DescriptorEffects(DescriptorHistory history) {
    this.history = history;
  }

  void end(ReviewedCall call) {
    if (!call.succeeded()) {
      return;
    }
    switch (call.name()) {
      case "pipe", "pipe2" -> pair(call, 0, Kind.PIPE_READ, Kind.PIPE_WRITE);
      case "socketpair" -> pair(call, 3, Kind.SOCKET, Kind.SOCKET);
      case "dup", "dup2", "dup3" -> duplicate(call, call.mentions(2, CLOEXEC));
      case "fcntl" -> control(call);
      case "ioctl" -> {
        if (call.argument(1).equals("FIOCLEX") || call.argument(1).equals("FIONCLEX")) {
          closesOnExec(call, call.argument(1).equals("FIOCLEX"));
        }
      }
      case "sendmsg" ->
          rights(call).forEach(each -> history.known(call, each).description().isSentAway());
      case "recvmsg", "recvmmsg" -> received(call);
      case "close_range" -> closeRange(call);
      case "unshare" -> {
        if (call.mentions(0, "CLONE_FILES")) {
          history.unshare(call);
        }
      }
      case "execve", "execveat" -> executed(call);
      default -> opened(call);
    }
  }

  private void opened(ReviewedCall call) {
    ObservedDescriptor made = call.call().resultDescriptor();
    if (made == null || made.number() < 0 || made.target().isEmpty()) {
      return;
    }
    DescriptorTable table = call.process().table();
    boolean isAlways =
        call.name().equals("mq_open")
            || call.name().equals("pidfd_open")
            || call.name().equals("pidfd_getfd");
    boolean closes = isAlways || String.join(",", call.arguments()).contains(CLOEXEC);
    if (call.name().startsWith("signalfd") && call.number(0) >= 0) {
      return;
    }
    Kind kind = made.isSocket() ? Kind.SOCKET : made.path() != null ? Kind.FILE : Kind.OTHER;
    OpenedDescription description =
        history.describe(new OpenedDescription(kind, call, made.object()));
    history.connections().seen(description, made);
    if (call.name().equals("pidfd_getfd")) {
      description.isSentAway();
    }
    if (call.name().startsWith("accept") && call.first() != null) {
      description.acceptedBy(call.first().description());
    }
    table.put(
        new HeldDescriptor(table, made.number(), description, Origin.OPENED, call.ended(), closes),
        call);
  }

  private void pair(ReviewedCall call, int argument, Kind first, Kind second) {
    List<ObservedDescriptor> ends = ReadableCall.descriptors(call.argument(argument));
    if (ends.size() != 2) {
      return;
    }
    DescriptorTable table = call.process().table();
    boolean closes = String.join(",", call.arguments()).contains(CLOEXEC);
    OpenedDescription one =
        history.describe(new OpenedDescription(first, call, ends.get(0).object()));
    OpenedDescription two =
        history.describe(new OpenedDescription(second, call, ends.get(1).object()));
    one.connects(two);
    for (int i = 0; i < 2; i++) {
      table.put(
          new HeldDescriptor(
              table, ends.get(i).number(), i == 0 ? one : two, Origin.OPENED, call.ended(), closes),
          call);
    }
  }

  private void duplicate(ReviewedCall call, boolean closes) {
    HeldDescriptor of = call.first();
    ObservedDescriptor made = call.call().resultDescriptor();
    if (of == null || made == null || made.number() == of.number()) {
      return;
    }
    DescriptorTable table = call.process().table();
    Origin origin = of.origin() == Origin.OUTSIDE ? Origin.OUTSIDE : Origin.DUPLICATED;
    table.put(
        new HeldDescriptor(table, made.number(), of.description(), origin, call.ended(), closes),
        call);
  }

  private void control(ReviewedCall call) {
    switch (call.argument(1)) {
      case "F_DUPFD" -> duplicate(call, false);
      case "F_DUPFD_CLOEXEC" -> duplicate(call, true);
      case "F_SETFD" -> closesOnExec(call, call.argument(2).contains(CLOEXEC));
      default -> {}
    }
  }

  private void closesOnExec(ReviewedCall call, boolean does) {
    if (call.first() != null) {
      call.first().closesOnExec(does);
    }
  }

  private static List<ObservedDescriptor> rights(ReviewedCall call) {
    Matcher found = RIGHTS.matcher(call.argument(1));
    return found.find() ? ReadableCall.descriptors(found.group(1)) : List.of();
  }

  private void received(ReviewedCall call) {
    DescriptorTable table = call.process().table();
    boolean closes = String.join(",", call.arguments()).contains("MSG_CMSG_CLOEXEC");
    for (ObservedDescriptor each : rights(call)) {
      Kind kind = each.isSocket() ? Kind.SOCKET : each.path() != null ? Kind.FILE : Kind.OTHER;
      OpenedDescription description =
          history.describe(new OpenedDescription(kind, call, each.object()));
      description.isSentAway();
      table.put(
          new HeldDescriptor(
              table, each.number(), description, Origin.RECEIVED, call.ended(), closes),
          call);
    }
  }

  private void closeRange(ReviewedCall call) {
    int first = call.number(0);
    int last = call.number(1) == Integer.MIN_VALUE ? HIGHEST : call.number(1);
    if (call.mentions(2, "UNSHARE")) {
      history.unshare(call);
    }
    for (HeldDescriptor each : call.process().table().open()) {
      if (each.number() >= first && each.number() <= last) {
        if (call.mentions(2, CLOEXEC)) {
          each.closesOnExec(true);
        } else {
          call.process().table().end(each.number(), HeldDescriptor.End.CLOSED, call.ended(), call);
        }
      }
    }
  }

  private void executed(ReviewedCall call) {
    history.unshare(call);
    DescriptorTable table = call.process().table();
    for (HeldDescriptor each : table.open()) {
      if (each.closesOnExec()) {
        table.end(each.number(), HeldDescriptor.End.EXECUTED, call.ended(), call);
      } else {
        each.survived().add(call);
      }
    }
  }
}
