package ipcsh.sys;

import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * This process's access to the kernel: gives each thread its {@link Sys}, decorated as is asked
 * for, and knows which threads are inside a call.
 */
public final class Kernel {
  private static final Fn GETTID = Fn.of("gettid", "");

  private final Interrupts interrupts;
  private final ConcurrentHashMap<Long, BlockedCall> calls = new ConcurrentHashMap<>();
  private final ThreadLocal<Sys> plain = ThreadLocal.withInitial(this::open);
  private final ThreadLocal<Sys> decorated = new ThreadLocal<>();
  private volatile UnaryOperator<Door> decorator;

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
  }

  /** The C functions as this thread calls them, traced where tracing is on. */
  public Sys sys() {
    UnaryOperator<Door> wanted = decorator;
    if (wanted == null) {
      return plain.get();
    }
    Sys sys = decorated.get();
    if (sys == null || sys.madeBy() != wanted) {
      sys = new Sys(wanted.apply(plain.get().door()), wanted);
      decorated.set(sys);
    }
    return sys;
  }

  /** The same, never decorated: for what the shell asks on its own account. */
  public Sys quiet() {
    return plain.get();
  }

  /** Puts something in front of each door ({@link Strace}); null takes it away. */
  public void decorate(UnaryOperator<Door> with) {
    decorator = with;
  }

  /** Where a thread is with the kernel, or null where it has never called it. */
  public BlockedCall callOf(Thread thread) {
    return calls.get(thread.getId());
  }

  /** Forgets this thread and frees its memory: the last thing that a thread of ours does. */
  public void leaveThread() {
    calls.remove(Thread.currentThread().getId());
    plain.get().door().arena().close();
    plain.remove();
    decorated.remove();
  }

  private Sys open() {
    Arena arena = new Arena();
    int thread = (int) Libc.invoke(GETTID.address(), 0, 0, 0, 0, 0, 0);
    BlockedCall state = new BlockedCall(thread, interrupts);
    calls.put(Thread.currentThread().getId(), state);
    return new Sys(new LocalDoor(arena, state), null);
  }
}
