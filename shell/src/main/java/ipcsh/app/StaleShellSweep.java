package ipcsh.app;

import ipcsh.handle.Scratch;
import ipcsh.sys.Kernel;

/** What shells that were killed have left is removed when the next one starts. */
final class StaleShellSweep {
  private StaleShellSweep() {}

  /** Starts it; it is not waited for. */
  static void soon(Kernel kernel) {
    Thread sweeper =
        new Thread(
            () -> {
              Scratch.sweep(kernel);
              kernel.leaveThread();
            },
            "sweeper");
    sweeper.setDaemon(true);
    sweeper.start();
  }
}
