package ipcsh.sys.invoke;

import ipcsh.sys.abi.Arena;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.Libc;
import ipcsh.sys.abi.NativeMemory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * Tries out whether the C library of this machine leaves a wait for a condition, {@code
 * pthread_cond_wait(3)}, that {@code end_wait} has ended: another version may wait by another
 * system call, or again.
 */
final class WaitProbe extends Thread {
  /** More than any mutex and any condition takes; initialized, both are zero. */
  private static final int PART = 128;

  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(2);
  private static final long PAUSE = TimeUnit.MICROSECONDS.toNanos(100);

  private final Arena arena = new Arena();
  private final NativeMemory memory = arena.take(2 * PART).zero();
  private final long mutex = memory.address();
  private final long condition = mutex + PART;
  private final long slot;
  private volatile int thread;
  private volatile long result;

  private WaitProbe(long slot) {
    super("wait probe");
    this.slot = slot;
    setDaemon(true);
  }

  /**
   * Whether a signal ends such a wait.
   *
   * @param signal sends it to a thread; its handler is {@code end_wait}
   */
  static boolean succeeds(IntConsumer signal) {
    long slot = MachineCode.get().takeSlot();
    WaitProbe probe = new WaitProbe(slot);
    probe.start();
    boolean ended = probe.isEndedBy(signal);
    MachineCode.get().giveSlot(slot);
    probe.arena.close();
    return ended;
  }

  private boolean isEndedBy(IntConsumer signal) {
    long end = System.nanoTime() + PATIENCE;
    while (isAlive() && System.nanoTime() < end) {
      if (thread != 0) {
        signal.accept(thread);
      }
      LockSupport.parkNanos(PAUSE);
    }
    boolean ended = !isAlive() && result == Errno.ETIMEDOUT.getNumber();
    while (isAlive()) {
      Libc.invoke(Libc.symbol("pthread_cond_broadcast"), condition, 0, 0, 0, 0, 0);
      LockSupport.parkNanos(PAUSE);
    }
    return ended;
  }

  @Override
  public void run() {
    Libc.invoke(Libc.symbol("pthread_mutex_lock"), mutex, 0, 0, 0, 0, 0);
    thread = (int) Libc.invoke(Libc.symbol("gettid"), 0, 0, 0, 0, 0, 0);
    long guard = MachineCode.get().address(MachineCode.Entry.GUARDED_WAIT);
    long wait = Libc.symbol("pthread_cond_wait");
    result = Libc.invoke(guard, slot, wait, condition, mutex, 0, 0);
    Libc.invoke(Libc.symbol("pthread_mutex_unlock"), mutex, 0, 0, 0, 0, 0);
  }
}
