package ipcsh.kit;

import ipcsh.language.Interrupter;
import java.time.Duration;

/** Ctrl-C for the thread of the test, as soon as it is blocked. */
public final class ControlC {
  private static final Duration BOUND = Wait.LONG;

  private ControlC() {}

  /** Runs a text that blocks, itself or in a role for which it waits, and interrupts it. */
  public static void during(Shell shell, String code) {
    Thread main = Thread.currentThread();
    Thread other =
        new Thread(
            () -> {
              Wait.until(BOUND, "a blocked call of " + code, () -> isBlocked(shell, main));
              new Interrupter(shell.context().kernel(), main).interrupt();
            });
    other.start();
    try {
      shell.run(code);
    } finally {
      Wait.until(BOUND, "the end of Ctrl-C", () -> !other.isAlive());
    }
  }

  /** In a call of its own, or waiting for a role that is in one. */
  private static boolean isBlocked(Shell shell, Thread main) {
    Thread.State state = main.getState();
    // one that takes signals looks for them from time to time
    if (state != Thread.State.WAITING && state != Thread.State.TIMED_WAITING) {
      var call = shell.context().kernel().callOf(main);
      return call != null && call.description() != null;
    }
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().matches("t1|child \\d+"))
        .map(shell.context().kernel()::callOf)
        .anyMatch(call -> call != null && call.description() != null);
  }
}
