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
  /** More numbers than any limit allows us in practice; the table grows no further. */
  private static final int CAPACITY = 1 << 20;

  /** How long a message may be unless somebody says it, in {@code mq_overview(7)}. */
  private static final int USUAL_MESSAGE = 8192;

  private final Kernel kernel;
  private final DescriptorText description;

  private final MethodFallback methods;
  private final Map<Integer, String> kept = new ConcurrentHashMap<>();
  private final PerProcess<Table> tables;

  /** The handles of one process by number; grows as is needed. */
  private static final class Table {
    private volatile AtomicReferenceArray<Fd> array;

    /** What was open at the fork: the same handles, which may have been closed since. */
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

  /** An empty table; the handles in it have these methods. */
  public Descriptors(Kernel kernel, MethodFallback methods, Supplier<UnsharedObserver> unshared) {
    this.kernel = kernel;
    this.methods = methods;
    this.description = new DescriptorText(kernel, this, unshared);
    this.tables = new PerProcess<>(kernel, Table.none(), Table::copy);
  }

  /** The numbers that are open: what a child inherits. */
  public int[] numbers() {
    return all().stream().mapToInt(Fd::getNumber).toArray();
  }

  /** Gives a child a table like its parent's. */
  public void forked(DrivenProcess child) {
    tables.forked(child);
  }

  /** Forgets the table of a child. */
  public void ended(DrivenProcess child) {
    tables.ended(child);
  }

  /** The process that has a handle: the one whose table is looked at, or where it was opened. */
  DrivenProcess place(Fd fd) {
    return isElsewhere(fd) ? fd.home() : kernel.process();
  }

  /** Whether a handle is another process's, which this one has never had. */
  boolean isForeign(Fd fd) {
    return fd.home() != kernel.process() && !isOpen(fd) && !tables.get().hasInherited(fd);
  }

  /** Whether a handle stands for an open descriptor of another process, not of this one. */
  boolean isElsewhere(Fd fd) {
    Table its = isForeign(fd) ? tables.find(fd.home()) : null;
    return its != null && its.get(fd.getNumber()) == fd;
  }

  DescriptorText description() {
    return description;
  }

  /**
   * The handle of a descriptor that the kernel has just given. Whoever held the number is closed.
   */
  public Fd opened(int number) {
    Fd before = get(number);
    Fd fd = handle(number);
    set(number, fd);
    gone(before);
    return fd;
  }

  /** Tells who wants to know of it; what a child closes stays open here. */
  private void gone(Fd fd) {
    if (fd != null && kernel.process().isShell()) {
      fd.gone();
    }
  }

  private Fd handle(int number) {
    return new Fd(number, kernel.process(), this, methods);
  }

  /**
   * The same where another descriptor may have been replaced, whose handle goes on ({@code dup2}).
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

  /** Says that a descriptor is closed. */
  public void closed(int number) {
    Fd fd = get(number);
    if (fd != null) {
      set(number, null);
      gone(fd);
    }
  }

  private void set(int number, Fd fd) {
    if (number < 0 || number >= CAPACITY) {
      throw new IllegalArgumentException("a descriptor of 0 to " + CAPACITY + ", given " + number);
    }
    tables.get().set(number, fd);
  }

  /** The handle of a number, or null. */
  public Fd get(int number) {
    return tables.get().get(number);
  }

  /** Whether the handle stands for an open descriptor. */
  public boolean isOpen(Fd fd) {
    return get(fd.getNumber()) == fd;
  }

  /** What to pass to the kernel for a handle: its number, or one that gives EBADF. */
  public int number(Fd fd) {
    int number = fd.getNumber();
    return get(number) == fd
        ? number
        : isElsewhere(fd) ? StaleDescriptor.elsewhere(number) : StaleDescriptor.of(number);
  }

  /** All that are open, by number. */
  public List<Fd> all() {
    List<Fd> open = new ArrayList<>();
    AtomicReferenceArray<Fd> now = tables.get().array;
    for (int i = 0; i < now.length(); i++) {
      Fd fd = now.get(i);
      if (fd != null) {
        open.add(fd);
      }
    }
    return open;
  }

  /** Takes over descriptors that this process was started with. */
  public void inherit(Collection<Integer> numbers) {
    numbers.forEach(this::opened);
  }

  /**
   * The handle of a number that somebody wrote: one of the table's, or a new one for a number that
   * is not open, which the kernel will answer with EBADF.
   *
   * @param force whether a descriptor of the Java machine is taken as well
   * @throws IllegalArgumentException for a descriptor of the Java machine
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

  /** Says that the shell needs a descriptor that is otherwise everybody's: its terminal. */
  public void keep(int number, String what) {
    kept.put(number, what);
  }

  /**
   * Makes sure that a descriptor may be closed, replaced or made non-blocking.
   *
   * @throws IllegalArgumentException where the shell itself would suffer
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

  /** The family of a socket, AF_UNIX for what is none: the kernel then says what is wrong. */
  public int domain(Fd fd) {
    return about(fd).domain();
  }

  /** The type of a socket, SOCK_STREAM for what is none. */
  public int type(Fd fd) {
    return about(fd).type();
  }

  /** How long a message of a queue may be; of what is no queue, as long as queues have it. */
  public int messageSize(Fd fd) {
    boolean own = kernel.process().isShell();
    Fd asked = own ? fd : handle(fd.getNumber());
    if (asked.messageSize() == Fd.UNKNOWN) {
      try {
        asked.queueOf((int) kernel.quiet().queues().getattr(number(fd)).msgsize());
      } catch (SysException notAQueue) {
        // the call itself says so
        return USUAL_MESSAGE;
      }
    }
    return asked.messageSize();
  }

  /**
   * A handle that knows what kind of socket it is. In a child the number may stand for another
   * thing than in the shell, which has the same handle.
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
