package ipcsh.command.cause;

import ipcsh.inspect.Holder;
import ipcsh.inspect.HolderSearch;
import ipcsh.inspect.NamedSockets;
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
 * Where a call failed: the process, and ways to examine the object of the call. Opens descriptors:
 * to be used only where that does no harm.
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

  /** What the call's descriptor stands for; null where it is not open (any more). */
  DescriptorTarget target() {
    if (target == null && call.fd() >= 0) {
      target = take(call.fd());
    }
    return target;
  }

  /** What another number of the process stands for; null where it is not open. */
  DescriptorTarget take(int number) {
    try {
      if (pidfd < 0) {
        pidfd = sys.processControl().pidfdOpen(pid);
      }
      return new DescriptorTarget(sys, pidfd, number);
    } catch (SysException closedOrGone) {
      return null;
    }
  }

  /** What somebody else's descriptor stands for; null where that may not be looked at. */
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

  /** Who has a socket, as people say it; null where nobody can be seen to have it. */
  String who(SocketObject socket) {
    return socket.inode() == 0 ? null : who(holders().ofSocket(socket.inode()));
  }

  /** Descriptors in words: {@code fd 3 of server}; null for none. */
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

  /** What a process is called. */
  String name(int process) {
    return names.apply(process);
  }

  /** The text of a file of /proc; empty where it cannot be read. */
  String text(String path) {
    // some files of /proc give all in one piece, or the beginning alone
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

  /** The soft limit of a resource, by its name in /proc/PID/limits; null where it has none. */
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
