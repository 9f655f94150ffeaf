package ipcsh.inspect;

import ipcsh.sys.Sys;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SysException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the kernel refuses to every look at a process: by the seccomp filter of a container, by
 * yama, or because it does not have the call. Found by asking about this process, which is
 * otherwise always permitted. Opens descriptors: to be used on a thread with its own descriptor
 * table.
 */
public final class Restrictions {
  private static final String YAMA = "/proc/sys/kernel/yama/ptrace_scope";
  private static final int ADMINISTRATORS_ONLY = 2;
  private static final int CAP_SYS_PTRACE = 19;

  private final Sys sys;

  public Restrictions(Sys sys) {
    this.sys = sys;
  }

  /** A line for each: which call is refused, why, and what is not shown for that reason. */
  public List<String> find() {
    List<String> found = new ArrayList<>();
    int self = sys.processes().getpid();
    add(
        found,
        "kcmp",
        "which descriptors share an open file description is not known; each is shown with its own",
        () -> sys.processControl().hasSameMemory(self, self));
    add(
        found,
        "pidfd_getfd",
        "how much a pipe holds, and the seals of a memfd, are not shown",
        () -> duplicate(self));
    add(
        found,
        "NETLINK_SOCK_DIAG",
        "the names, states and peers of sockets are not shown",
        () -> sys.files().close(SockDiag.open(sys)));
    String yama = ofYama(text(YAMA), text("/proc/self/status"));
    if (yama != null) {
      found.add(yama);
    }
    return found;
  }

  private static void add(List<String> found, String call, String lost, Runnable made) {
    try {
      made.run();
    } catch (SysException refused) {
      String why = why(refused.getErrno());
      if (why != null) {
        found.add(call + why + ": " + lost);
      }
    }
  }

  /** Null for an error that is none of the call: no memory, no descriptor. */
  private static String why(Errno errno) {
    return switch (errno) {
      case EPERM, EACCES ->
          " is refused here (" + errno + ", as by the seccomp filter of a container)";
      case ENOSYS, EPROTONOSUPPORT, EAFNOSUPPORT, EOPNOTSUPP ->
          " is unknown here (" + errno + ", by the kernel or by the seccomp filter of a container)";
      default -> null;
    };
  }

  /** Duplicates standard output; that it may be closed is no refusal. */
  private void duplicate(int self) {
    int pidfd = sys.processControl().pidfdOpen(self);
    try {
      sys.files().close(sys.processControl().pidfdGetfd(pidfd, 1));
    } finally {
      sys.files().close(pidfd);
    }
  }

  private String text(String path) {
    try {
      return new ProcFiles(sys).record(path);
    } catch (SysException thereIsNone) {
      return "";
    }
  }

  /**
   * What yama refuses.
   *
   * @param scope the text of {@code ptrace_scope}, empty if there is no yama
   * @param status that of /proc/self/status
   * @return null if it permits the looks
   */
  static String ofYama(String scope, String status) {
    boolean may = (new FdInfo(status).hex("CapEff") >> CAP_SYS_PTRACE & 1) != 0;
    if (may || scope.isBlank() || Integer.parseInt(scope.strip()) < ADMINISTRATORS_ONLY) {
      return null;
    }
    return YAMA
        + " is "
        + scope.strip()
        + ": only an administrator may look into other processes; of those, shared open file"
        + " descriptions, what pipes hold and what is in memory are not shown";
  }
}
