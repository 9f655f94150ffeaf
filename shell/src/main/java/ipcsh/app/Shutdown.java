package ipcsh.app;

import ipcsh.repl.ControlC;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends the program even if something hangs: the clean-up has a limited time. What it did not finish
 * is done by those that notice the end of the shell: roles, children, the guard of programs, the
 * next shell.
 */
final class Shutdown {
  /** Handlers of {@code atexit} have five seconds in total, and a short time each. */
  private static final long TIME = TimeUnit.SECONDS.toNanos(30);

  /** The limit after Ctrl-C was pressed three times. */
  private static final long LITTLE = TimeUnit.SECONDS.toNanos(4);

  private static final int INTERRUPTED = 130;
  private static final int TERMINATED = 143;
  private static final int ABORTED = 134;

  private static final AtomicInteger STATUS = new AtomicInteger(TERMINATED);

  private Shutdown() {}

  /** Limits the clean-up at each end of the program, including an end by a signal. */
  static void bound() {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> within(TIME), "bound"));
  }

  /**
   * SIGABRT from another process ends the program as SIGTERM does, with the terminal restored; if
   * the C library aborts, it still ends at once. To be called before machine code is installed in
   * front of Java's handlers ({@link ipcsh.sys.invoke.FaultSignals}), but concurrently with slow
   * initialization: the first signal that JLine registers takes some 15 ms.
   */
  static void atAbort() {
    ControlC.orAborted(() -> with(ABORTED));
  }

  /** Ends the program. */
  static void with(int itsStatus) {
    STATUS.set(itsStatus);
    System.exit(itsStatus);
  }

  /** Limits the clean-up before the program ends normally. */
  static void soon() {
    STATUS.set(0);
    within(TIME);
  }

  /** Ends it because Ctrl-C was pressed three times. */
  static void insisted() {
    STATUS.set(INTERRUPTED);
    within(LITTLE);
    System.exit(INTERRUPTED);
  }

  private static void within(long time) {
    Thread bound =
        new Thread(
            () -> {
              long end = System.nanoTime() + time;
              for (long left = time; left > 0; left = end - System.nanoTime()) {
                LockSupport.parkNanos(left);
              }
              Runtime.getRuntime().halt(STATUS.get());
            },
            "end");
    bound.setDaemon(true);
    bound.start();
  }
}
