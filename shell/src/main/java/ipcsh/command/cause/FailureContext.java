package ipcsh.command.cause;

import ipcsh.inspect.Holder;
import ipcsh.inspect.HolderSearch;
import ipcsh.inspect.NamedSockets;
import ipcsh.inspect.RegisteredQueues;
import ipcsh.inspect.SocketObject;
import ipcsh.sys.Sys;
import ipcsh.sys.abi.FailedCall;
import ipcsh.sys.abi.SysException;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The circumstances of a failed call: the process, and access to the object of the call. Opens
 * descriptors, so it is to be used on a thread with its own descriptor table.
 */
final class FailureContext implements AutoCloseable {
  private static final int NAMED = 3;
  private static final int PIECE = 16 * 1024;

  private final FailedCall call;
  private final Sys sys;
  private final int pid;
  private final IntFunction<String> names;
  private int pidfd = -1;
  private DescriptorTarget target;

  FailureContext(FailedCall call, Sys sys, int pid, IntFunction<String> names) {
    this.call = call;
    this.sys = sys;
    this.pid = pid;
    this.names = names;
  }

  FailedCall call() {
    return call;
  }

  Sys sys() {
    return sys;
  }

  int pid() {
    return pid;
  }

  /** The target of the call's descriptor; null if it is not open (any more). */
  DescriptorTarget target() {
    if (target == null && call.fd() >= 0) {
      target = take(call.fd());
    }
    return target;
  }

  /** How a queue is for which this process is registered; null where it is none. */
  RegisteredQueues.State registered(int number) {
    try {
      return RegisteredQueues.ask(sys.files().stat("/proc/" + pid + "/fd/" + number).id());
    } catch (SysException notOpen) {
      return null;
    }
  }

  /** The target of another descriptor of the process; null if it is not open. */
  DescriptorTarget take(int number) {
    try {
      // a copy would be closed, and the registration gone with it
      if (registered(number) != null) {
        return null;
      }
      if (pidfd < 0) {
        pidfd = sys.processControl().pidfdOpen(pid);
      }
      return new DescriptorTarget(sys, pidfd, number);
    } catch (SysException closedOrGone) {
      return null;
    }
  }

  /** The target of a descriptor of another process; null if it may not be inspected. */
  DescriptorTarget take(Holder holder) {
    int its = -1;
    try {
      its = sys.processControl().pidfdOpen(holder.pid());
      return new DescriptorTarget(sys, its, holder.number());
    } catch (SysException notAllowedOrGone) {
      return null;
    } finally {
      if (its >= 0) {
        sys.files().close(its);
      }
    }
  }

  PathWalk walk(String path) {
    return new PathWalk(sys, "/proc/" + pid + "/cwd", path);
  }

  NamedSockets sockets() {
    return new NamedSockets(sys);
  }

  HolderSearch holders() {
    return new HolderSearch(sys);
  }

  /** The holders of a socket as text; null if none is visible. */
  String who(SocketObject socket) {
    return socket.inode() == 0 ? null : who(holders().ofSocket(socket.inode()));
  }

  /** Descriptors as text: {@code fd 3 of server}; null for none. */
  String who(List<Holder> holders) {
    if (holders.isEmpty()) {
      return null;
    }
    StringBuilder out = new StringBuilder();
    for (Holder holder : holders.subList(0, Math.min(NAMED, holders.size()))) {
      out.append(out.isEmpty() ? "" : ", ")
          .append("fd ")
          .append(holder.number())
          .append(" of ")
          .append(names.apply(holder.pid()));
    }
    return out + (holders.size() > NAMED ? " and " + (holders.size() - NAMED) + " more" : "");
  }

  /** The name of a process. */
  String name(int process) {
    return names.apply(process);
  }

  /** The text of a file in /proc; empty if it cannot be read. */
  String text(String path) {
    // some files of /proc return everything in one read, or only the beginning
    byte[] piece = new byte[PIECE];
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (InputStream in = new FileInputStream(path)) {
      for (int n = in.read(piece); n > 0; n = in.read(piece)) {
        all.write(piece, 0, n);
      }
      return all.toString(StandardCharsets.ISO_8859_1).strip();
    } catch (IOException notThere) {
      return "";
    }
  }

  /** The soft limit of a resource, by its name in /proc/PID/limits; null if it is unlimited. */
  String limit(String resource) {
    for (String line : text("/proc/" + pid + "/limits").split("\n")) {
      if (line.startsWith(resource + " ")) {
        String soft = line.substring(resource.length()).strip().split("\\s+")[0];
        return soft.equals("unlimited") ? null : soft;
      }
    }
    return null;
  }

  @Override
  public void close() {
    if (target != null) {
      target.close();
    }
    if (pidfd >= 0) {
      sys.files().close(pidfd);
    }
  }
}
