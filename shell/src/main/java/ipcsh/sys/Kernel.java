package ipcsh.sys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The access to the kernel: gives each thread its {@link Sys}, decorated as is asked for, for the
 * process in which the thread works just now; knows which threads are inside a call.
 */
public final class Kernel {
  /** Descriptors of the shell's own lie from here up, out of the way of what a session counts. */
  public static final int OWN_DESCRIPTORS = ownDescriptors();

  /** What can stand in front of each door, from the kernel outwards. */
  public enum Layer {
    /** Results that the kernel did not give ({@link Injections}). */
    INJECTION,
    /** Who notes what is sent and received ({@link TransferTap}). */
    TRANSFERS,
    /** Who wants to know of the calls of some lines ({@link Observed}). */
    OBSERVER,
    /** Who tells of each call ({@link Strace}), injected or not. */
    TRACE
  }

  private static final Fn GETTID = Fn.of("gettid", "");
  private static final Fn GETPID = Fn.of("getpid", "");

  private final Interrupts interrupts;
  private final ConcurrentHashMap<Long, BlockedCall> calls = new ConcurrentHashMap<>();
  private final ThreadLocal<Seat> seats = ThreadLocal.withInitial(Seat::new);
  private final Proc shell;
  private final Map<Layer, UnaryOperator<Door>> layers = new EnumMap<>(Layer.class);
  private volatile UnaryOperator<Door> decorator;
  private volatile Forking forking;

  /** Half of what there may be where that is little, but above what the launcher holds. */
  private static int ownDescriptors() {
    int usual = 256;
    int least = 96;
    try (Stream<String> limits = java.nio.file.Files.lines(Path.of("/proc/self/limits"))) {
      return limits
          .filter(line -> line.startsWith("Max open files"))
          .map(line -> line.split("\\s{2,}")[1])
          .filter(soft -> soft.matches("\\d{1,9}"))
          .map(soft -> Math.max(least, Math.min(usual, Integer.parseInt(soft) / 2)))
          .findFirst()
          .orElse(usual);
    } catch (IOException | UncheckedIOException unknown) {
      return usual;
    }
  }

  /** What the kernel is for one thread. */
  private final class Seat {
    final BlockedCall state;
    final LocalDoor door;
    View here;
    View now;
    LocalDoor aside;

    Seat() {
      int thread = (int) Libc.invoke(GETTID.address(), 0, 0, 0, 0, 0, 0);
      state = new BlockedCall(thread, interrupts);
      door = new LocalDoor(new Arena(), state);
      here = new View(shell, door);
      now = here;
      calls.put(Thread.currentThread().getId(), state);
    }
  }

  /** One process as one thread sees it. */
  private static final class View {
    final Proc process;
    final Sys plain;
    private Sys decorated;
    private Sys own;

    View(Proc process, Door door) {
      this.process = process;
      this.plain = new Sys(door, null);
    }

    Sys own(BlockedCall state) {
      if (own == null) {
        own = new Sys(new OwnDoor(plain.door(), state), null);
      }
      return own;
    }

    Sys decorated(UnaryOperator<Door> wanted) {
      Sys sys = decorated;
      if (sys == null || sys.madeBy() != wanted) {
        sys = new Sys(wanted.apply(plain.door()), wanted);
        decorated = sys;
      }
      return sys;
    }
  }

  /**
   * Opens the door.
   *
   * @throws UnsupportedOperationException elsewhere than on Linux, x86-64 or aarch64
   */
  public Kernel() {
    String system = System.getProperty("os.name");
    String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    if (!system.equals("Linux") || !(machine.equals("amd64") || machine.equals("aarch64"))) {
      throw new UnsupportedOperationException(
          "ipcsh runs on Linux, x86-64 or aarch64; this is " + system + ", " + machine);
    }
    interrupts = new Interrupts(new Arena());
    shell = new Proc((int) Libc.invoke(GETPID.address(), 0, 0, 0, 0, 0, 0), null, null);
  }

  /** The C functions as this thread calls them, with what stands in front of them. */
  public Sys sys() {
    View view = seats.get().now;
    UnaryOperator<Door> wanted = decorator;
    return wanted == null ? view.plain : view.decorated(wanted);
  }

  /** The same, never decorated: for what the shell asks on its own account. */
  public Sys quiet() {
    return seats.get().now.plain;
  }

  /** The same of the shell's own process, whichever this thread works in. */
  public Sys home() {
    return seats.get().here.plain;
  }

  /**
   * The same for what the shell says and hears itself, on its links and to whom it shows something:
   * whoever looks does not see these calls, which the session has not made.
   */
  public Sys own() {
    Seat seat = seats.get();
    return seat.here.own(seat.state);
  }

  /** The process in which this thread's calls are made. */
  public Proc process() {
    return forking == null ? shell : seats.get().now.process;
  }

  /** The process of the shell. */
  public Proc shell() {
    return shell;
  }

  /** Does the work with this thread's calls made in another process. */
  public <T> T in(Proc process, Callable<T> work) throws Exception {
    Seat seat = seats.get();
    View before = seat.now;
    seat.now =
        process.isShell() ? seat.here : new View(process, new ChildDoor(process, seat.state));
    try {
      return work.call();
    } finally {
      seat.now = before;
    }
  }

  /**
   * Does the work, in the shell's own process, between a call and what its caller reads of it: with
   * memory for arguments, results and errors of its own. For who stands in front of a door and
   * makes calls itself.
   */
  public void aside(Runnable work) {
    Seat seat = seats.get();
    View here = seat.here;
    View now = seat.now;
    if (seat.aside == null) {
      seat.aside = new LocalDoor(new Arena(), seat.state);
    }
    seat.here = new View(shell, seat.aside);
    seat.now = seat.here;
    try {
      work.run();
    } finally {
      seat.here = here;
      seat.now = now;
    }
  }

  /**
   * Forks the process in which this thread works ({@code fork(2)}). The child has the memory as it
   * is now, and of the descriptors those of {@code keep}; it makes the calls that it is told to
   * ({@link #in}), and ends when {@link Proc#release} lets go of it or this process ends.
   *
   * @throws UnsupportedOperationException where this architecture has no code for it
   * @throws SysException where the system has no more processes or memory
   */
  public Proc fork(int[] keep) {
    if (!MachineCode.isThere()) {
      throw new UnsupportedOperationException(
          "fork() drives its child with machine code, which there is for x86-64 and not for "
              + System.getProperty("os.arch")
              + "; spawn runs another program");
    }
    Seat seat = seats.get();
    return forking().fork(seat.now.process, seat.now.plain.door(), seat.state, keep);
  }

  private Forking forking() {
    synchronized (interrupts) {
      if (forking == null) {
        forking = new Forking(interrupts.signal(), home().files());
      }
      return forking;
    }
  }

  /** Puts something in front of each door, in its place among the others; null takes it away. */
  public void decorate(Layer layer, UnaryOperator<Door> with) {
    synchronized (layers) {
      if (with == null) {
        layers.remove(layer);
      } else {
        layers.put(layer, with);
      }
      UnaryOperator<Door> all = null;
      for (UnaryOperator<Door> outer : layers.values()) {
        UnaryOperator<Door> inner = all;
        all = inner == null ? outer : door -> outer.apply(inner.apply(door));
      }
      decorator = all;
    }
  }

  /** Takes away whatever stands in front of the doors. */
  public void undecorate() {
    for (Layer layer : Layer.values()) {
      decorate(layer, null);
    }
  }

  /** The kernel's number of this thread ({@code gettid(2)}). */
  public int thread() {
    return seats.get().state.thread();
  }

  /** Where a thread is with the kernel, or null where it has never called it. */
  public BlockedCall callOf(Thread thread) {
    return calls.get(thread.getId());
  }

  /** Forgets this thread and frees its memory: the last thing that a thread of ours does. */
  public void leaveThread() {
    calls.remove(Thread.currentThread().getId());
    Seat seat = seats.get();
    seat.door.close();
    if (seat.aside != null) {
      seat.aside.close();
    }
    seats.remove();
  }
}
