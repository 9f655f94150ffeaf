package ipcsh.command.cause;

import ipcsh.sys.abi.EpollConstants;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.FailedCall;
import ipcsh.sys.abi.StaleDescriptor;
import ipcsh.sys.function.Selection;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Causes of failures to wait for descriptors: {@code select(2)}, {@code epoll(7)}. */
final class WaitingCauses {
  private static final String EPOLL = "anon_inode:[eventpoll]";

  /** The only events that the kernel permits together with EPOLLEXCLUSIVE. */
  private static final int WITH_EXCLUSIVE =
      EpollConstants.EPOLLEXCLUSIVE
          | EpollConstants.EPOLLIN
          | EpollConstants.EPOLLOUT
          | EpollConstants.EPOLLERR
          | EpollConstants.EPOLLHUP
          | EpollConstants.EPOLLWAKEUP
          | EpollConstants.EPOLLET;

  private final FailureContext scene;
  private final FailedCall call;

  WaitingCauses(FailureContext scene) {
    this.scene = scene;
    this.call = scene.call();
  }

  Cause find() {
    return switch (call.function()) {
      case "select" -> call.errno() == Errno.EBADF ? closed() : null;
      case "epoll_wait" -> call.errno() == Errno.EINVAL ? await() : null;
      case "epoll_ctl" -> control();
      default -> null;
    };
  }

  /** Which descriptor in the sets is not open. */
  private Cause closed() {
    for (Object argument : call.arguments()) {
      if (argument instanceof Selection.Fds fds) {
        for (int number : fds.numbers()) {
          if (number < 0 || !isOpen(number)) {
            return Cause.of("closed").with("fd", StaleDescriptor.shown(number));
          }
        }
      }
    }
    return null;
  }

  private boolean isOpen(int number) {
    return Files.exists(
        Path.of("/proc", "" + scene.pid(), "fd", "" + number), LinkOption.NOFOLLOW_LINKS);
  }

  private Cause await() {
    return isEpoll() ? call.number(1, 1) <= 0 ? Cause.of("max") : null : noEpoll();
  }

  private boolean isEpoll() {
    return scene.target() != null && scene.target().link().equals(EPOLL);
  }

  private Cause noEpoll() {
    return scene.target() == null
        ? null
        : Cause.of("no-epoll")
            .with("fd", StaleDescriptor.shown(call.fd()))
            .with("kind", scene.target().kind());
  }

  private Cause control() {
    int fd = (int) call.number(2, -1);
    return switch (call.errno()) {
      case EBADF ->
          scene.target() != null ? Cause.of("target").with("fd", StaleDescriptor.shown(fd)) : null;
      case EINVAL -> invalid(fd);
      case ENOENT -> watches(fd) ? Cause.of("replaced").with("fd", fd) : null;
      case EPERM -> kind(fd);
      default -> null;
    };
  }

  private Cause invalid(int fd) {
    if (!isEpoll()) {
      return noEpoll();
    }
    if (fd == call.fd()) {
      return Cause.of("self");
    }
    int operation = (int) call.number(1, 0);
    if (operation < EpollConstants.EPOLL_CTL_ADD || operation > EpollConstants.EPOLL_CTL_MOD) {
      return Cause.of("op");
    }
    int events = (int) call.number(3, 0);
    boolean exclusive = (events & EpollConstants.EPOLLEXCLUSIVE) != 0;
    boolean modifies = operation == EpollConstants.EPOLL_CTL_MOD;
    return modifies || exclusive && (events & ~WITH_EXCLUSIVE) != 0 ? Cause.of("exclusive") : null;
  }

  /**
   * Whether a descriptor was added under this number, according to the fdinfo of the epoll
   * instance.
   */
  private boolean watches(int fd) {
    String info = scene.text("/proc/" + scene.pid() + "/fdinfo/" + call.fd());
    return info.lines().anyMatch(line -> line.matches("tfd:\\s*" + fd + " .*"));
  }

  private Cause kind(int fd) {
    try (DescriptorTarget target = scene.take(fd)) {
      return target == null ? null : Cause.of("kind").with("kind", target.kind());
    }
  }
}
