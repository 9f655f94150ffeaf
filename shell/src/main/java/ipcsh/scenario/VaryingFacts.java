package ipcsh.scenario;

import ipcsh.command.Context;
import ipcsh.handle.Fd;
import ipcsh.handle.Role;
import ipcsh.handle.ShellThread;
import ipcsh.handle.UnsharedObserver;
import ipcsh.inspect.UntrustedValues;
import ipcsh.sys.abi.SocketAddress;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.invoke.BlockedCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Facts known to a shell that identify words of its output that differ from run to run: process and
 * thread IDs, inodes, addresses chosen by the kernel.
 */
final class VaryingFacts {
  /** The kinds of facts. */
  enum Kind {
    /** The shell's own process ID. */
    PID,
    /** The ID of the user, or of the group, that runs it. */
    USER,
    /** The process ID of a child, in the order of creation. */
    CHILD,
    /** A thread ID, with the thread's name. */
    THREAD,
    /** A port chosen by the kernel. */
    PORT,
    /** An abstract name chosen by the kernel. */
    NAME,
    /** The inode of something that is open. */
    INODE
  }

  private static final Pattern INODE = Pattern.compile(".*:\\[(\\d+)\\]");
  private static final Pattern PORT = Pattern.compile("(?:[\\d.]+|\\[.*\\]):(\\d+)");
  private static final Pattern AUTOBOUND = Pattern.compile("@[0-9a-f]{5}");

  /** The range of ports from which the kernel chooses. */
  private static final Path PORTS = Path.of("/proc/sys/net/ipv4/ip_local_port_range");

  private static final int PARTS = 3;

  private final Context context;
  private final UnsharedObserver unshared;
  private final Thread evaluator;
  private int lowestPort = -1;

  VaryingFacts(Context context, Thread evaluator) {
    this.context = context;
    this.unshared = context.unshared();
    this.evaluator = evaluator;
  }

  /**
   * A fact.
   *
   * @param token the word that differs from run to run
   * @param name what it stands for, in the shell to which the fact belongs
   */
  record Fact(Kind kind, String token, String name) {}

  /** The current facts, in the form in which they are sent to another shell. */
  List<List<String>> sent() throws InterruptedException {
    return now().stream().map(f -> List.of(f.kind.name(), f.token, f.name)).toList();
  }

  /** Facts received from another shell; empty if they are not valid. */
  static List<Fact> received(List<?> sent) {
    try {
      return UntrustedValues.list(sent).stream().map(VaryingFacts::received).toList();
    } catch (UntrustedValues.Wrong noFacts) {
      return List.of();
    }
  }

  private static Fact received(Object sent) {
    List<?> parts = UntrustedValues.list(sent);
    if (parts.size() != PARTS) {
      throw new UntrustedValues.Wrong("a fact of " + parts.size() + " parts");
    }
    Kind kind = UntrustedValues.one("a fact", parts.get(0), Kind.class);
    return new Fact(kind, UntrustedValues.word(parts.get(1)), UntrustedValues.word(parts.get(2)));
  }

  /** The current facts. */
  List<Fact> now() throws InterruptedException {
    List<Fact> all = new ArrayList<>();
    all.add(new Fact(Kind.PID, String.valueOf(context.kernel().shell().pid()), ""));
    int user = context.kernel().home().processes().getuid();
    int group = context.kernel().home().processes().getgid();
    all.add(new Fact(Kind.USER, "uid:" + user, "uid"));
    all.add(new Fact(Kind.USER, "gid:" + group, "gid"));
    int child = 0;
    for (int pid : context.children().numbers()) {
      child++;
      all.add(new Fact(Kind.CHILD, String.valueOf(pid), String.valueOf(child)));
    }
    BlockedCall call = context.kernel().callOf(evaluator);
    if (call != null) {
      all.add(new Fact(Kind.THREAD, String.valueOf(call.thread()), ""));
    }
    for (Role role : context.localRoles().members()) {
      if (role instanceof ShellThread thread && thread.number() != 0) {
        all.add(new Fact(Kind.THREAD, String.valueOf(thread.number()), thread.getName()));
      }
    }
    for (Fd fd : context.descriptors().all()) {
      addresses(fd, all);
    }
    all.addAll(unshared.look(VaryingFacts::inodes));
    return all;
  }

  private void addresses(Fd fd, List<Fact> all) throws InterruptedException {
    try {
      address(context.kernel().home().sockets().getsockname(fd.getNumber()), all);
      address(context.kernel().home().sockets().getpeername(fd.getNumber()), all);
    } catch (SysException noSocketOrNoPeer) {
      // it has no address
    }
  }

  private void address(SocketAddress address, List<Fact> all) throws InterruptedException {
    if (address == null) {
      return;
    }
    String text = address.toString();
    Matcher port = PORT.matcher(text);
    if (AUTOBOUND.matcher(text).matches()) {
      all.add(new Fact(Kind.NAME, text, ""));
    } else if (port.matches() && Integer.parseInt(port.group(1)) >= lowestPort()) {
      all.add(new Fact(Kind.PORT, port.group(1), ""));
    }
  }

  private int lowestPort() throws InterruptedException {
    if (lowestPort < 0) {
      lowestPort =
          unshared.look(() -> Integer.parseInt(Files.readAllLines(PORTS).get(0).split("\\s+")[0]));
    }
    return lowestPort;
  }

  private static List<Fact> inodes() throws IOException {
    List<Fact> all = new ArrayList<>();
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      for (Path each : descriptors.toList()) {
        try {
          Matcher link = INODE.matcher(Files.readSymbolicLink(each).toString());
          if (link.matches()) {
            all.add(new Fact(Kind.INODE, link.group(1), ""));
          }
        } catch (IOException closedJustNow) {
          // it no longer exists
        }
      }
    }
    return all;
  }
}
