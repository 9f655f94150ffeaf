package ipcsh.app;

import ipcsh.handle.Scratch;
import ipcsh.sys.Kernel;

/** Removes what killed shells have left behind; runs when a shell starts. */
final class StaleShellSweep {
  private StaleShellSweep() {}

  /** Starts it in the background. */
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
