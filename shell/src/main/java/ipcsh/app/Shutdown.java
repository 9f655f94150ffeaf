package ipcsh.app;

import ipcsh.repl.ControlC;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The end of the program, which comes whatever hangs: the clean-up at the end has a limited time.
 * What it did not finish is done by those that see the end of the shell: roles, children, the guard
 * of programs, the next shell.
 */
final class Shutdown {
  /** Blocks of {@code atexit} have five seconds, and a moment each. */
  private static final long TIME = TimeUnit.SECONDS.toNanos(30);

  /** For who has asked three times. */
  private static final long LITTLE = TimeUnit.SECONDS.toNanos(4);

  private static final int INTERRUPTED = 130;
  private static final int TERMINATED = 143;
  private static final int ABORTED = 134;

  private static final AtomicInteger STATUS = new AtomicInteger(TERMINATED);

  private Shutdown() {}

  /** Bounds each end of the program, one by a signal as well. */
  static void bound() {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> within(TIME), "bound"));
  }

  /**
   * SIGABRT from outside ends the program as SIGTERM does, with the terminal restored; where the C
   * library aborts, it ends at once all the same. To be called before machine code is put in front
   * of Java's handlers ({@link ipcsh.sys.invoke.FaultSignals}), but beside what takes long at
   * start: the first signal that JLine registers takes some 15 ms.
   */
  static void atAbort() {
    ControlC.orAborted(() -> with(ABORTED));
  }

  /** Ends the program. */
  static void with(int itsStatus) {
    STATUS.set(itsStatus);
    System.exit(itsStatus);
  }

  /** Bounds what is cleaned before the program ends well. */
  static void soon() {
    STATUS.set(0);
    within(TIME);
  }

  /** Ends it for who has pressed Ctrl-C three times. */
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
