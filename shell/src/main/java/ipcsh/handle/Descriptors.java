package ipcsh.handle;

import ipcsh.sys.Kernel;
import ipcsh.sys.abi.SocketConstants;
import ipcsh.sys.abi.StaleDescriptor;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.fork.DrivenProcess;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/**
 * The descriptors of this shell by number, and those of each child that it has forked. A descriptor
 * that is open but not listed here belongs to the Java virtual machine (its jars, its terminal) and
 * is refused. A handle that was closed stays closed: its number is passed to the kernel in a form
 * that gives EBADF, even when the number is in use again.
 *
 * <p>May be used by several threads: the thread that opened or closed the descriptor reports it
 * here right after the kernel did it.
 */
public final class Descriptors {
  /** More numbers than any limit allows in practice; the table does not grow further. */
  private static final int CAPACITY = 1 << 20;

  /** The default maximum message size of a queue, {@code mq_overview(7)}. */
  private static final int USUAL_MESSAGE = 8192;

  private final Kernel kernel;
  private final DescriptorText description;

  private final MethodFallback methods;
  private final Map<Integer, String> kept = new ConcurrentHashMap<>();
  private final PerProcess<Table> tables;

  /** The handles of one process by number; grows as needed. */
  private static final class Table {
    private volatile AtomicReferenceArray<Fd> array;

    /** The handles inherited at the fork, which may have been closed since. */
    private final AtomicReferenceArray<Fd> inherited;

    Table(AtomicReferenceArray<Fd> array, AtomicReferenceArray<Fd> inherited) {
      this.array = array;
      this.inherited = inherited;
    }

    Table copy() {
      AtomicReferenceArray<Fd> now = array;
      return new Table(copy(now, now.length()), copy(now, now.length()));
    }

    boolean hasInherited(Fd fd) {
      return fd.getNumber() < inherited.length() && inherited.get(fd.getNumber()) == fd;
    }

    static Table none() {
      return new Table(new AtomicReferenceArray<>(64), new AtomicReferenceArray<>(0));
    }

    private static AtomicReferenceArray<Fd> copy(AtomicReferenceArray<Fd> from, int length) {
      AtomicReferenceArray<Fd> to = new AtomicReferenceArray<>(length);
      for (int i = 0; i < from.length(); i++) {
        to.set(i, from.get(i));
      }
      return to;
    }

    Fd get(int number) {
      AtomicReferenceArray<Fd> now = array;
      return number >= 0 && number < now.length() ? now.get(number) : null;
    }

    synchronized void set(int number, Fd fd) {
      AtomicReferenceArray<Fd> old = array;
      if (number >= old.length()) {
        array = copy(old, Math.max(number + 1, 2 * old.length()));
      }
      array.set(number, fd);
    }
  }

  /** An empty table; its handles have these methods. */
  public Descriptors(Kernel kernel, MethodFallback methods, Supplier<UnsharedObserver> unshared) {
    this.kernel = kernel;
    this.methods = methods;
    this.description = new DescriptorText(kernel, this, unshared);
    this.tables = new PerProcess<>(kernel, Table.none(), Table::copy);
  }

  /** The open numbers, which a child inherits. */
  public int[] numbers() {
    return all().stream().mapToInt(Fd::getNumber).toArray();
  }

  /** Gives a child a copy of its parent's table. */
  public void forked(DrivenProcess child) {
    tables.forked(child);
  }

  /** Discards the table of a child. */
  public void ended(DrivenProcess child) {
    tables.ended(child);
  }

  /**
   * The process that has a handle: the current one if it has it, otherwise the one in which it was
   * opened.
   */
  DrivenProcess place(Fd fd) {
    return isElsewhere(fd) ? fd.home() : kernel.process();
  }

  /** Whether a handle belongs to another process, and the current one has never had it. */
  boolean isForeign(Fd fd) {
    return fd.home() != kernel.process() && !isOpen(fd) && !tables.get().hasInherited(fd);
  }

  /** Whether a handle is open in another process, and not in the current one. */
  boolean isElsewhere(Fd fd) {
    Table its = isForeign(fd) ? tables.find(fd.home()) : null;
    return its != null && its.get(fd.getNumber()) == fd;
  }

  DescriptorText description() {
    return description;
  }

  /**
   * The handle of a descriptor that the kernel has just returned. An older handle with this number
   * is closed.
   */
  public Fd opened(int number) {
    Fd before = get(number);
    Fd fd = handle(number);
    set(number, fd);
    runCloseAction(before);
    return fd;
  }

  /** Runs the handle's close action; what a child closes stays open in the shell. */
  private void runCloseAction(Fd fd) {
    if (fd != null && kernel.process().isShell()) {
      fd.runCloseAction();
    }
  }

  private Fd handle(int number) {
    return new Fd(number, kernel.process(), this, methods);
  }

  /**
   * The same if it may have replaced another descriptor, whose handle stays valid ({@code dup2}).
   */
  public Fd replaced(int number) {
    Fd before = get(number);
    if (before == null) {
      return opened(number);
    }
    if (kernel.process().isShell()) {
      before.forget();
    }
    return before;
  }

  /** Records that a descriptor was closed. */
  public void closed(int number) {
    Fd fd = get(number);
    if (fd != null) {
      set(number, null);
      runCloseAction(fd);
    }
  }

  private void set(int number, Fd fd) {
    if (number < 0 || number >= CAPACITY) {
      throw new IllegalArgumentException("a descriptor of 0 to " + CAPACITY + ", given " + number);
    }
    tables.get().set(number, fd);
  }

  /** The handle with this number, or null. */
  public Fd get(int number) {
    return tables.get().get(number);
  }

  /** Whether the handle refers to an open descriptor. */
  public boolean isOpen(Fd fd) {
    return get(fd.getNumber()) == fd;
  }

  /** The value to pass to the kernel for a handle: its number, or one that gives EBADF. */
  public int number(Fd fd) {
    int number = fd.getNumber();
    return get(number) == fd
        ? number
        : isElsewhere(fd) ? StaleDescriptor.elsewhere(number) : StaleDescriptor.of(number);
  }

  /** All open handles, by number. */
  public List<Fd> all() {
    return open(tables.get());
  }

  /** The same of a process; none if it has ended. */
  List<Fd> all(DrivenProcess process) {
    Table its = tables.find(process);
    return its == null ? List.of() : open(its);
  }

  private static List<Fd> open(Table table) {
    List<Fd> open = new ArrayList<>();
    AtomicReferenceArray<Fd> now = table.array;
    for (int i = 0; i < now.length(); i++) {
      Fd fd = now.get(i);
      if (fd != null) {
        open.add(fd);
      }
    }
    return open;
  }

  /** Registers descriptors that this process inherited. */
  public void inherit(Collection<Integer> numbers) {
    numbers.forEach(this::opened);
  }

  /**
   * The handle for a number given by the user: one in the table, or a new one for a number that is
   * not open, for which the kernel returns EBADF.
   *
   * @param force whether a descriptor of the Java virtual machine is accepted
   * @throws IllegalArgumentException for a descriptor of the Java virtual machine
   */
  public Fd named(int number, boolean force) {
    if (force) {
      kept.remove(number);
    }
    Fd fd = get(number);
    if (fd != null) {
      return fd;
    }
    String owner = description.foreign(number);
    if (owner == null) {
      return handle(number);
    }
    boolean childs = number <= 2 && !kernel.process().isShell();
    if (force || childs) {
      return opened(number);
    }
    throw ownDescriptor(number, kept.getOrDefault(number, owner));
  }

  /**
   * Reserves a descriptor that the shell needs although it is in the session's table: its terminal.
   */
  public void keep(int number, String what) {
    kept.put(number, what);
  }

  /**
   * Checks that a descriptor may be closed, replaced or made non-blocking.
   *
   * @throws IllegalArgumentException if the shell itself needs it
   */
  public void expectFree(Fd fd) {
    String what = kernel.process().isShell() ? kept.get(fd.getNumber()) : null;
    if (what != null && isOpen(fd)) {
      throw ownDescriptor(fd.getNumber(), what);
    }
  }

  private static IllegalArgumentException ownDescriptor(int number, String what) {
    return new IllegalArgumentException(
        "descriptor " + number + " is the shell's own (" + what + "); force: true overrides");
  }

  /** The domain of a socket; AF_UNIX for anything else, so that the kernel reports the error. */
  public int domain(Fd fd) {
    return about(fd).domain();
  }

  /** The type of a socket; SOCK_STREAM for anything else. */
  public int type(Fd fd) {
    return about(fd).type();
  }

  /** The maximum message size of a queue; for any other descriptor, the default. */
  public int messageSize(Fd fd) {
    boolean own = kernel.process().isShell();
    Fd asked = own ? fd : handle(fd.getNumber());
    if (asked.messageSize() == Fd.UNKNOWN) {
      try {
        asked.queueOf((int) kernel.quiet().queues().getattr(number(fd)).msgsize());
      } catch (SysException notAQueue) {
        // the call itself reports the error
        return USUAL_MESSAGE;
      }
    }
    return asked.messageSize();
  }

  /**
   * A handle with the socket's domain and type. In a child the number may refer to something else
   * than in the shell, which has the same handle.
   */
  private Fd about(Fd fd) {
    boolean own = kernel.process().isShell();
    Fd asked = own ? fd : handle(fd.getNumber());
    if (asked.domain() == Fd.UNKNOWN) {
      ask(asked, number(fd));
    }
    return asked;
  }

  private void ask(Fd fd, int number) {
    try {
      fd.socketOf(
          kernel
              .quiet()
              .options()
              .getInt(number, SocketConstants.SOL_SOCKET, SocketConstants.SO_DOMAIN),
          kernel
              .quiet()
              .options()
              .getInt(number, SocketConstants.SOL_SOCKET, SocketConstants.SO_TYPE));
    } catch (SysException notASocket) {
      fd.socketOf(SocketConstants.AF_UNIX, SocketConstants.SOCK_STREAM);
    }
  }
}
