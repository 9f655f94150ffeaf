package ipcsh.kit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition, never for a fixed time. */
public final class Wait {
  /**
   * Longer than anything takes on a slow, busy machine. A test that passes never waits this long.
   * For debugging a test it can be shortened, {@code -Dwait=20}.
   */
  public static final Duration LONG = Duration.ofSeconds(Integer.getInteger("wait", 180));

  private static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(1);

  private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(10);

  /** How many times longer a wait has lasted than the time between two looks. */
  private static final int PATIENCE = 16;

  private Wait() {}

  /** Waits until the condition holds; an AssertionError if it does not within the bound. */
  public static void until(Duration bound, String what, BooleanSupplier condition) {
    until(bound, () -> what, condition);
  }

  /** The same; the description is evaluated at the end. */
  public static void until(Duration bound, Supplier<String> what, BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      long waited = System.nanoTime() - start;
      if (waited > bound.toNanos()) {
        throw new AssertionError("not within " + bound.toSeconds() + " s: " + what.get());
      }
      // a look may cost what is waited for a processor: one that takes long is looked at less often
      LockSupport.parkNanos(Math.min(LONGEST, Math.max(SHORTEST, waited / PATIENCE)));
    }
  }
}
