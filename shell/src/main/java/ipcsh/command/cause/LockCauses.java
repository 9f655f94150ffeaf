package ipcsh.command.cause;

import static ipcsh.sys.abi.FileConstants.F_OFD_GETLK;
import static ipcsh.sys.abi.FileConstants.F_OFD_SETLK;
import static ipcsh.sys.abi.FileConstants.F_OFD_SETLKW;
import static ipcsh.sys.abi.FileConstants.F_SETLEASE;
import static ipcsh.sys.abi.FileConstants.LOCK_SH;
import static ipcsh.sys.abi.FileConstants.SEEK_CUR;
import static ipcsh.sys.abi.FileConstants.SEEK_END;
import static ipcsh.sys.abi.FileConstants.SEEK_SET;
import static ipcsh.sys.abi.LockConstants.F_RDLCK;
import static ipcsh.sys.abi.LockConstants.F_UNLCK;
import static ipcsh.sys.abi.LockConstants.F_WRLCK;

import ipcsh.inspect.FdInfo;
import ipcsh.inspect.FileLock;
import ipcsh.inspect.HeldLock;
import ipcsh.inspect.Holder;
import ipcsh.inspect.Inspector;
import ipcsh.sys.abi.FailedCall;
import ipcsh.sys.abi.FileStatus;
import ipcsh.sys.abi.RecordLock;
import java.util.List;

/** Causes of failures to lock a file: the holder of a conflicting lock, or an invalid request. */
final class LockCauses {
  /** The maximum length of a cycle that is described. */
  private static final int LONGEST_RING = 8;

  private final FailureContext scene;
  private final FailedCall call;

  LockCauses(FailureContext scene) {
    this.scene = scene;
    this.call = scene.call();
  }

  Cause find() {
    RecordLock asked = asked();
    boolean isFlock = call.function().equals("flock");
    boolean isLease =
        call.function().equals("fcntl") && call.number(1, -1) == F_SETLEASE && asked == null;
    if (asked == null && !isFlock && !isLease || scene.target() == null) {
      return null;
    }
    return switch (call.errno()) {
      case EAGAIN, EACCES, ETIMEDOUT -> isLease ? opened() : inTheWay(asked);
      case EDEADLK -> asked == null ? null : ring(asked);
      case EBADF -> asked == null || scene.target().isPathOnly() ? null : access(asked);
      case EINVAL -> asked == null ? null : wrong(asked);
      default -> null;
    };
  }

  /** The requested lock; null if the call requests no record lock. */
  private RecordLock asked() {
    if (call.function().equals("lockf")) {
      return new RecordLock(F_WRLCK, SEEK_CUR, 0, call.number(2, 0), 0);
    }
    boolean isThere = call.function().equals("fcntl") && call.arguments().size() > 2;
    return isThere && call.arguments().get(2) instanceof RecordLock lock ? lock : null;
  }

  private boolean isOfDescription() {
    long command = call.function().equals("fcntl") ? call.number(1, -1) : -1;
    return command == F_OFD_SETLK || command == F_OFD_SETLKW || command == F_OFD_GETLK;
  }

  private FileStatus file() {
    return scene.sys().files().stat("/proc/" + scene.pid() + "/fd/" + call.fd());
  }

  /** The range of bytes, computed as in the kernel; null if it begins before the first byte. */
  private FileLock bytes(RecordLock asked, String file) {
    long from =
        asked.start()
            + switch (asked.whence()) {
              case SEEK_CUR ->
                  new FdInfo(scene.text("/proc/" + scene.pid() + "/fdinfo/" + call.fd())).offset();
              case SEEK_END -> file().size();
              default -> 0;
            };
    long start = asked.length() < 0 ? from + asked.length() : from;
    Long end =
        asked.length() == 0
            ? null
            : (Long) (asked.length() < 0 ? from - 1 : from + asked.length() - 1);
    String kind = isOfDescription() ? "OFDLCK" : "POSIX";
    String access = asked.type() == F_RDLCK ? "READ" : "WRITE";
    return start < 0 ? null : new FileLock(kind, access, scene.pid(), file, start, end, 0);
  }

  /** The requested lock in the form in which the kernel would list it; null if it is invalid. */
  private FileLock wanted(RecordLock asked) {
    FileStatus its = file();
    String file = its.device() + ":" + its.inode();
    if (asked != null) {
      return bytes(asked, file);
    }
    String access = (call.number(1, 0) & LOCK_SH) != 0 ? "READ" : "WRITE";
    return new FileLock("FLOCK", access, scene.pid(), file, 0, null, 0);
  }

  private HeldLock blocker(FileLock wanted, List<HeldLock> all) {
    Holder self = new Holder(scene.pid(), call.fd());
    for (HeldLock one : all) {
      FileLock lock = one.lock();
      boolean isOwn =
          wanted.kind().equals(lock.kind())
              && (lock.kind().equals("POSIX")
                  ? lock.pid() == scene.pid()
                  : one.holders().contains(self));
      boolean meets =
          lock.isOfBytes() == wanted.isOfBytes()
              && (lock.isOfBytes() || lock.kind().equals(wanted.kind()));
      boolean conflicts = lock.access().equals("WRITE") || wanted.access().equals("WRITE");
      if (!lock.isWaiting()
          && !isOwn
          && meets
          && conflicts
          && lock.file().equals(wanted.file())
          && lock.overlaps(wanted)) {
        return one;
      }
    }
    return null;
  }

  private Cause inTheWay(RecordLock asked) {
    FileLock wanted = wanted(asked);
    HeldLock blocker = wanted == null ? null : blocker(wanted, new Inspector(scene.sys()).locks());
    if (blocker == null) {
      return null;
    }
    int pid = blocker.holders().isEmpty() ? blocker.lock().pid() : blocker.holders().get(0).pid();
    Cause cause = Cause.of("locked").with("lock", "a lock, " + blocker.lock().brief());
    return asked == null
        ? cause.with("who", name(pid)).with("pid", pid)
        : cause.with("who", who(blocker));
  }

  private String name(int pid) {
    return pid > 0 ? scene.name(pid) : "a process that cannot be seen from here";
  }

  /** {@code fd 3 of server (process 4711)}. */
  private String who(HeldLock lock) {
    String descriptors = scene.who(lock.holders());
    int pid = lock.holders().isEmpty() ? lock.lock().pid() : lock.holders().get(0).pid();
    String words = descriptors == null ? name(pid) : descriptors;
    return pid <= 0 || words.endsWith(" " + pid) ? words : words + " (process " + pid + ")";
  }

  /** The process that has the file open and so prevents a lease. */
  private Cause opened() {
    Holder self = new Holder(scene.pid(), call.fd());
    List<Holder> others =
        scene.holders().ofFile(file().id()).stream().filter(one -> !one.equals(self)).toList();
    String who = scene.who(others);
    return who == null ? null : Cause.of("leased").with("who", who);
  }

  /** The cycle of waiting processes, from the requested lock back to this process. */
  private Cause ring(RecordLock asked) {
    FileLock wanted = wanted(asked);
    List<HeldLock> all = new Inspector(scene.sys()).locks();
    HeldLock held = wanted == null ? null : blocker(wanted, all);
    StringBuilder ring = new StringBuilder();
    for (int i = 0; held != null && i < LONGEST_RING; i++) {
      int pid = held.lock().pid();
      if (pid == scene.pid()) {
        return Cause.of("ring").with("ring", ring + "which " + name(pid) + " holds");
      }
      HeldLock waits = waiting(pid, all);
      if (waits == null) {
        return null;
      }
      ring.append(i == 0 ? who(held) + " holds " + held.lock().brief() : "which " + name(pid))
          .append(i == 0 ? " and waits for " : " holds; it waits for ")
          .append(waits.lock().brief())
          .append(", ");
      held = root(waits, all);
    }
    return null;
  }

  private static HeldLock waiting(int pid, List<HeldLock> all) {
    return all.stream()
        .filter(one -> one.lock().isWaiting() && one.lock().pid() == pid)
        .findFirst()
        .orElse(null);
  }

  /** The lock at the head of a queue of waiters. */
  private static HeldLock root(HeldLock waits, List<HeldLock> all) {
    HeldLock above = waits;
    while (above.blocker() >= 0) {
      above = all.get(above.blocker());
    }
    return above;
  }

  private Cause access(RecordLock asked) {
    DescriptorTarget target = scene.target();
    return asked.type() == F_WRLCK && target.isReadOnly()
        ? Cause.of("lock-write")
        : asked.type() == F_RDLCK && target.isWriteOnly() ? Cause.of("lock-read") : null;
  }

  private Cause wrong(RecordLock asked) {
    if (call.function().equals("lockf")) {
      return null;
    }
    boolean isQuery = RecordLock.isQuery((int) call.number(1, -1));
    boolean isType = asked.type() >= F_RDLCK && asked.type() <= F_UNLCK;
    if (!isType || isQuery && asked.type() == F_UNLCK && !isOfDescription()) {
      return Cause.of("lock-type");
    }
    if (asked.whence() < SEEK_SET || asked.whence() > SEEK_END) {
      return Cause.of("lock-whence");
    }
    if (isOfDescription() && asked.pid() != 0) {
      return Cause.of("lock-pid");
    }
    return bytes(asked, "") == null ? Cause.of("lock-range") : null;
  }
}
