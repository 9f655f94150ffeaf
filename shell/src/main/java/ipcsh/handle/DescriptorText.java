package ipcsh.handle;

import static ipcsh.sys.abi.SocketConstants.SOL_SOCKET;
import static ipcsh.sys.abi.SocketConstants.SO_ACCEPTCONN;
import static ipcsh.sys.abi.SocketConstants.SO_DOMAIN;
import static ipcsh.sys.abi.SocketConstants.SO_TYPE;

import ipcsh.inspect.AnonymousObjects;
import ipcsh.inspect.FdInfo;
import ipcsh.inspect.KernelObject;
import ipcsh.inspect.ObjectState;
import ipcsh.inspect.ProcessObject;
import ipcsh.inspect.QueueObject;
import ipcsh.sys.Kernel;
import ipcsh.sys.Sys;
import ipcsh.sys.abi.Constants;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.SocketAddress;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.function.MessageQueues;
import ipcsh.sys.text.EscapedText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** What a descriptor is, in words, asked from the kernel each time. */
final class DescriptorText {
  private static final String SEPARATOR = "  ";
  private static final String CLOSED = "closed";

  /** Of the calling thread: one that looks has a table of its own. */
  private static final String OWN = "/proc/thread-self/";

  private static final int INFO_SIZE = 64 * 1024;

  /** How the kernel begins the name of a file that {@code memfd_create} made. */
  private static final String MEMFD = "/memfd:";

  /** How the kernel ends the name of a file that has none any more. */
  private static final String REMOVED = " \\(deleted\\)$";

  /** What the kernel tells of a netlink socket that has no port yet, or is not connected. */
  private static final String NO_PORT = "netlink 0";

  private final Kernel kernel;
  private final Descriptors table;
  private final Supplier<UnsharedObserver> unshared;

  /** Names of families and types; created when the first descriptor is printed. */
  private static final class Names {
    static final Constants CONSTANTS = new Constants(List.of());
  }

  DescriptorText(Kernel kernel, Descriptors table, Supplier<UnsharedObserver> unshared) {
    this.kernel = kernel;
    this.table = table;
    this.unshared = unshared;
  }

  /** {@code fd 3 unix dgram bound serv-dom-sock}, {@code fd 5 (in child 4711) pipe read end}. */
  String of(Fd fd) {
    int number = fd.getNumber();
    if (table.isOpen(fd)) {
      return "fd " + number + SEPARATOR + kind(number);
    }
    boolean isAnothers = table.isForeign(fd);
    String place =
        isAnothers ? " (in " + (fd.home().isShell() ? "this " : "") + fd.home() + ")" : "";
    String kind = table.isElsewhere(fd) ? there(fd, copy -> kind(kernel.home(), copy)) : null;
    return "fd " + number + place + SEPARATOR + (kind == null ? CLOSED : kind);
  }

  /**
   * What a descriptor of another process is: asked through a copy of it, which takes no number here
   * and does not wait for what the other one does. Null where it is not open, or may not be asked.
   */
  private <T> T there(Fd fd, IntFunction<T> question) {
    try {
      return unshared
          .get()
          .look(
              () -> {
                Sys sys = kernel.home();
                int process = sys.processControl().pidfdOpen(fd.home().pid());
                try {
                  int copy = sys.processControl().pidfdGetfd(process, fd.getNumber());
                  try {
                    return question.apply(copy);
                  } finally {
                    sys.files().close(copy);
                  }
                } finally {
                  sys.files().close(process);
                }
              });
    } catch (SysException gone) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  /** What an open descriptor is, without its number. */
  String kind(int number) {
    return kind(kernel.quiet(), number);
  }

  private static String kind(Sys sys, int number) {
    // names of files are anybody's
    return EscapedText.word(unescaped(sys, number));
  }

  private static String unescaped(Sys sys, int number) {
    String target = target(sys, number);
    if (target == null) {
      return CLOSED;
    }
    try {
      if (target.startsWith("socket:")) {
        return socket(sys, number);
      }
      int flags = sys.files().fcntl(number, FileConstants.F_GETFL, 0);
      if (target.startsWith("pipe:")) {
        return "pipe" + SEPARATOR + end(flags);
      }
      return file(sys, number, target, flags);
    } catch (SysException gone) {
      return CLOSED;
    }
  }

  private static String end(int flags) {
    return switch (flags & 3) {
      case FileConstants.O_RDONLY -> "read end";
      case FileConstants.O_WRONLY -> "write end";
      default -> "both ends";
    };
  }

  private static String file(Sys sys, int number, String target, int flags) {
    String mode = Names.CONSTANTS.render("O_", flags & 3);
    if (target.startsWith(AnonymousObjects.PREFIX)) {
      return anonymous(sys, number, target);
    }
    String queue = queue(sys, number, target);
    if (queue != null) {
      return queue + SEPARATOR + mode;
    }
    String where = "";
    try {
      where = SEPARATOR + "at " + sys.files().lseek(number, 0, FileConstants.SEEK_CUR);
    } catch (SysException noOffset) {
      // a FIFO or a terminal has none
    }
    return name(target, !where.isEmpty()) + SEPARATOR + mode + where;
  }

  /** A message queue, whose path is a name alone; null for any other file. */
  private static String queue(Sys sys, int number, String target) {
    if (target.lastIndexOf('/') != 0) {
      return null;
    }
    try {
      MessageQueues.Attributes its = sys.queues().getattr(number);
      String name = target.replaceFirst(REMOVED, "");
      QueueObject queue =
          new QueueObject(
              target,
              name,
              its.curmsgs(),
              its.maxmsg(),
              its.msgsize(),
              null,
              null,
              !name.equals(target));
      return queue.kind() + " " + name + SEPARATOR + ObjectState.of(queue);
    } catch (SysException file) {
      return null;
    }
  }

  private static String anonymous(Sys sys, int number, String target) {
    KernelObject object = AnonymousObjects.of(target, target, new FdInfo(info(sys, number)));
    if (object instanceof ProcessObject process && process.isOver()) {
      object = process.ended(sys.pidfds().end(number));
    }
    String state = ObjectState.of(object);
    return state.isEmpty() ? object.kind() : object.kind() + SEPARATOR + state;
  }

  private static String info(Sys sys, int number) {
    int file;
    try {
      file = sys.files().open(OWN + "fdinfo/" + number, FileConstants.O_CLOEXEC, 0);
    } catch (SysException gone) {
      return "";
    }
    try {
      return new String(sys.files().read(file, INFO_SIZE), StandardCharsets.ISO_8859_1);
    } finally {
      sys.files().close(file);
    }
  }

  private static String name(String target, boolean seekable) {
    if (target.startsWith(MEMFD)) {
      return "memfd " + target.substring(MEMFD.length()).replaceFirst(REMOVED, "");
    }
    return seekable ? "file " + target : target;
  }

  private static String socket(Sys sys, int number) {
    int domain = sys.options().getInt(number, SOL_SOCKET, SO_DOMAIN);
    int type = sys.options().getInt(number, SOL_SOCKET, SO_TYPE);
    return word("AF_", domain) + " " + word("SOCK_", type) + state(sys, number);
  }

  private static String word(String family, int value) {
    String name = Names.CONSTANTS.render(family, value);
    return name.startsWith(family)
        ? name.substring(family.length()).toLowerCase(Locale.ROOT)
        : name;
  }

  private static String state(Sys sys, int number) {
    String name = text(sys.sockets().getsockname(number)).toString();
    CharSequence peer = peer(sys, number);
    boolean listening = false;
    try {
      listening = sys.options().getInt(number, SOL_SOCKET, SO_ACCEPTCONN) != 0;
    } catch (SysException notOfThisFamily) {
      // then it does not listen
    }
    boolean named = !name.isEmpty() && !name.endsWith(":0") && !name.equals(NO_PORT);
    String here = !named ? "" : SEPARATOR + (listening ? "listening " : "bound ") + name;
    String there =
        peer == null ? "" : SEPARATOR + (peer.length() == 0 ? "connected" : "connected to " + peer);
    return here + there;
  }

  /** Who is connected, for {@link Fd#getPeer}. */
  CharSequence peer(Fd fd) {
    if (table.isOpen(fd)) {
      return peer(kernel.quiet(), fd.getNumber());
    }
    return table.isElsewhere(fd) ? there(fd, copy -> peer(kernel.home(), copy)) : null;
  }

  private static CharSequence peer(Sys sys, int number) {
    try {
      CharSequence peer = text(sys.sockets().getpeername(number));
      return NO_PORT.contentEquals(peer) ? null : peer;
    } catch (SysException notConnected) {
      return null;
    }
  }

  private static CharSequence text(SocketAddress address) {
    return address == null ? "" : Address.of(address);
  }

  private static String target(Sys sys, int number) {
    try {
      return sys.files().readlink(OWN + "fd/" + number);
    } catch (SysException notOpen) {
      return null;
    }
  }

  /** What a number is that is open without being in the table; null where it is not open. */
  String foreign(int number) {
    return number < 0 ? null : target(kernel.quiet(), number);
  }
}
