package ipcsh.app;

import ipcsh.handle.Scratch;
import ipcsh.sys.Kernel;

/** Removes what killed shells have left behind; runs when a shell starts. */
final class StaleShellSweep {
  private StaleShellSweep() {}

  /** Starts it in the background. */
  static void soon(Kernel kernel) {
    soon(kernel, () -> {});
  }

  /** The same, and something else on the same thread. */
  static void soon(Kernel kernel, Runnable then) {
    Thread sweeper =
        new Thread(
            () -> {
              Scratch.sweep(kernel);
              then.run();
              kernel.leaveThread();
            },
            "sweeper");
    sweeper.setDaemon(true);
    sweeper.start();
  }
}
