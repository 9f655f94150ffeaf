package ipcsh.command.cause;

import static ipcsh.sys.abi.FileConstants.F_ADD_SEALS;
import static ipcsh.sys.abi.FileConstants.F_DUPFD;
import static ipcsh.sys.abi.FileConstants.F_DUPFD_CLOEXEC;
import static ipcsh.sys.abi.FileConstants.F_GETPIPE_SZ;
import static ipcsh.sys.abi.FileConstants.F_GET_SEALS;
import static ipcsh.sys.abi.FileConstants.F_SEAL_GROW;
import static ipcsh.sys.abi.FileConstants.F_SEAL_SEAL;
import static ipcsh.sys.abi.FileConstants.F_SEAL_SHRINK;
import static ipcsh.sys.abi.FileConstants.F_SEAL_WRITE;
import static ipcsh.sys.abi.FileConstants.F_SETLEASE;
import static ipcsh.sys.abi.FileConstants.F_SETPIPE_SZ;
import static ipcsh.sys.abi.FileConstants.SEEK_HOLE;
import static ipcsh.sys.abi.FileConstants.SEEK_SET;
import static ipcsh.sys.abi.FileConstants.S_IFREG;
import static ipcsh.sys.abi.SocketConstants.AF_INET;
import static ipcsh.sys.abi.SocketConstants.AF_INET6;
import static ipcsh.sys.abi.SocketConstants.SOCK_RAW;

import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.FailedCall;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.StaleDescriptor;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;

/** Causes that lie in a descriptor: its kind, or the mode in which it was opened. */
final class DescriptorCauses {
  private static final Set<String> READS = Set.of("read", "pread", "readv");
  private static final Set<String> WRITES = Set.of("write", "pwrite", "writev");

  /** A constant of {@code linux/in.h}. */
  private static final int IPPROTO_MAX = 263;

  private final FailureContext scene;
  private final FailedCall call;

  DescriptorCauses(FailureContext scene) {
    this.scene = scene;
    this.call = scene.call();
  }

  Cause find() {
    return switch (call.function()) {
      case "dup2" -> dup2();
      case "fcntl" -> fcntl();
      case "ftruncate" -> ftruncate();
      case "lseek", "pread", "pwrite" -> offset();
      case "socket" -> socket();
      default -> access(scene.target());
    };
  }

  /** Why access was refused, if the descriptor is open. */
  Cause access(DescriptorTarget target) {
    if (call.errno() != Errno.EBADF) {
      return null;
    }
    if (target == null) {
      int number = StaleDescriptor.shown(call.fd());
      // it is unknown whether a number that is not open ever was
      return number != call.fd() && isTakenAgain(number) ? Cause.of("closed") : null;
    }
    if (target.isPathOnly()) {
      return Cause.of("path-only");
    }
    // a FIFO can be opened again; the other end of a pipe exists already
    boolean pipe = target.link().startsWith("pipe:");
    if (READS.contains(call.function()) && target.isWriteOnly()) {
      return Cause.of(pipe ? "write-end" : "write-only");
    }
    return WRITES.contains(call.function()) && target.isReadOnly()
        ? Cause.of(pipe ? "read-end" : "read-only")
        : null;
  }

  private boolean isTakenAgain(int number) {
    String process = call.process() == 0 ? "self" : String.valueOf(call.process());
    return Files.exists(
        Path.of("/proc", process, "fd", String.valueOf(number)), LinkOption.NOFOLLOW_LINKS);
  }

  private Cause dup2() {
    if (call.errno() != Errno.EBADF) {
      return null;
    }
    if (call.number(1, 0) < 0) {
      return Cause.of("negative");
    }
    String limit = scene.limit("Max open files");
    boolean beyond =
        limit != null && Integer.toUnsignedLong((int) call.number(1, 0)) >= Long.parseLong(limit);
    if (beyond) {
      return Cause.of("beyond").with("limit", limit);
    }
    if (limit == null || scene.target() != null) {
      return null;
    }
    Cause closed = access(null);
    return closed == null
        ? Cause.of("source").with("fd", StaleDescriptor.shown(call.fd()))
        : closed;
  }

  private Cause fcntl() {
    DescriptorTarget target = scene.target();
    int command = (int) call.number(1, -1);
    if (target == null) {
      return access(null);
    }
    return switch (call.errno()) {
      case EINVAL ->
          switch (command) {
            case F_SETLEASE ->
                target.fileType() == S_IFREG
                    ? Cause.of("lease")
                    : Cause.of("no-lease").with("kind", target.kind());
            case F_DUPFD, F_DUPFD_CLOEXEC -> {
              String limit = scene.limit("Max open files");
              yield limit == null ? null : Cause.of("beyond").with("limit", limit);
            }
            case F_GET_SEALS, F_ADD_SEALS ->
                target.fcntl(F_GET_SEALS) < 0
                    ? Cause.of("seals").with("kind", target.kind())
                    : null;
            default -> null;
          };
      case EPERM ->
          switch (command) {
            case F_SETPIPE_SZ ->
                Cause.of("pipe-max").with("max", scene.text("/proc/sys/fs/pipe-max-size"));
            case F_ADD_SEALS -> unsealable(target);
            default -> null;
          };
      case EBUSY ->
          command == F_SETPIPE_SZ
              ? Cause.of("pipe").with("bytes", target.readable())
              : command == F_ADD_SEALS ? Cause.of("mapped") : null;
      case EBADF ->
          target.isPathOnly()
              ? Cause.of("path-only")
              : command == F_SETPIPE_SZ || command == F_GETPIPE_SZ
                  ? Cause.of("no-pipe").with("kind", target.kind())
                  : null;
      default -> null;
    };
  }

  private static Cause unsealable(DescriptorTarget target) {
    int seals = target.fcntl(F_GET_SEALS);
    if (seals < 0) {
      return Cause.of("seals").with("kind", target.kind());
    }
    return (seals & F_SEAL_SEAL) != 0
        ? Cause.of("seal-seal")
        : target.isReadOnly() ? Cause.of("read-only") : null;
  }

  private Cause ftruncate() {
    DescriptorTarget target = scene.target();
    if (target == null) {
      return access(null);
    }
    return switch (call.errno()) {
      case EINVAL ->
          call.number(1, 0) < 0
              ? Cause.of("negative")
              : target.fileType() != S_IFREG
                  ? Cause.of("kind").with("kind", target.kind())
                  : target.isReadOnly() ? Cause.of("read-only") : null;
      case EPERM -> {
        int seals = target.fcntl(F_GET_SEALS);
        long size = scene.sys().files().stat("/proc/" + scene.pid() + "/fd/" + call.fd()).size();
        boolean grows = call.number(1, 0) > size;
        int seal = grows ? F_SEAL_GROW : F_SEAL_SHRINK;
        yield seals > 0 && (seals & seal) != 0
            ? Cause.of("sealed").with("seal", grows ? "F_SEAL_GROW" : "F_SEAL_SHRINK")
            : null;
      }
      case EBADF -> access(target);
      default -> null;
    };
  }

  /** The seal that forbids writing. */
  Cause sealed(DescriptorTarget target) {
    int seals = target.fcntl(F_GET_SEALS);
    if (seals <= 0) {
      return null;
    }
    return (seals & F_SEAL_WRITE) != 0
        ? Cause.of("sealed").with("seal", "F_SEAL_WRITE")
        : (seals & FileConstants.F_SEAL_FUTURE_WRITE) != 0
            ? Cause.of("sealed").with("seal", "F_SEAL_FUTURE_WRITE")
            : (seals & F_SEAL_GROW) != 0 ? Cause.of("sealed").with("seal", "F_SEAL_GROW") : null;
  }

  /** Which of the arguments of socket() is invalid: AF_INET has the same errno for several. */
  private Cause socket() {
    boolean internet = call.number(0, 0) == AF_INET || call.number(0, 0) == AF_INET6;
    long protocol = call.number(2, 0);
    return switch (call.errno()) {
      case EINVAL ->
          internet && (protocol < 0 || protocol >= IPPROTO_MAX) ? Cause.of("protocol") : null;
      case EPROTONOSUPPORT ->
          internet && protocol == 0 && call.number(1, 0) == SOCK_RAW ? Cause.of("raw") : null;
      default -> null;
    };
  }

  private Cause seek() {
    long whence = call.number(2, 0);
    return whence < 0 || whence > SEEK_HOLE
        ? Cause.of("whence")
        : whence == SEEK_SET && call.number(1, 0) < 0 ? Cause.of("negative") : null;
  }

  private Cause offset() {
    DescriptorTarget target = scene.target();
    return switch (call.errno()) {
      case EINVAL -> call.function().equals("lseek") ? seek() : null;
      case ESPIPE -> target == null ? null : Cause.of("kind").with("kind", target.kind());
      case EBADF -> access(target);
      default -> null;
    };
  }
}
