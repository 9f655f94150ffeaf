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
import ipcsh.inspect.TerminalObject;
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

/** Describes a descriptor as text; queries the kernel each time. */
final class DescriptorText {
  private static final String SEPARATOR = "  ";
  private static final String CLOSED = "closed";

  /** The directory of the calling thread: an observing thread has its own descriptor table. */
  private static final String OWN = "/proc/thread-self/";

  private static final int INFO_SIZE = 64 * 1024;

  /** The prefix of the kernel's name for a memfd. */
  private static final String MEMFD = "/memfd:";

  /** The suffix of the kernel's name for a removed file. */
  private static final String REMOVED = " \\(deleted\\)$";

  /** The kernel's text for a netlink socket without a port, or without a peer. */
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
   * Queries a descriptor of another process through a duplicate, which uses no number here and does
   * not wait for the other process. Null if it is not open, or may not be accessed.
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
    // file names may come from others, so they are escaped
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
    if (TerminalObject.isMaster(target)) {
      TerminalObject master = TerminalObject.of(target, new FdInfo(info(sys, number)));
      return master == null
          ? target
          : master.kind() + SEPARATOR + ObjectState.of(master) + SEPARATOR + mode;
    }
    String queue = queue(sys, number, target);
    if (queue != null) {
      return queue + SEPARATOR + mode;
    }
    String where = "";
    try {
      where = SEPARATOR + "at " + sys.files().lseek(number, 0, FileConstants.SEEK_CUR);
    } catch (SysException noOffset) {
      // not a socket: a FIFO or a terminal
    }
    return name(target, !where.isEmpty()) + SEPARATOR + mode + where;
  }

  /** A message queue, whose link is only a name; null for any other file. */
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
      // it is not listening
    }
    boolean named = !name.isEmpty() && !name.endsWith(":0") && !name.equals(NO_PORT);
    String here = !named ? "" : SEPARATOR + (listening ? "listening " : "bound ") + name;
    String there =
        peer == null ? "" : SEPARATOR + (peer.length() == 0 ? "connected" : "connected to " + peer);
    return here + there;
  }

  /** The peer, for {@link Fd#getPeer}. */
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

  /** A description of a number that is open but not in the table; null if it is not open. */
  String foreign(int number) {
    return number < 0 ? null : target(kernel.quiet(), number);
  }
}
