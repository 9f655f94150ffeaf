package ipcsh.app;

import ipcsh.handle.JointDirectory;
import ipcsh.handle.Scratch;
import ipcsh.sys.Kernel;
import java.util.List;

/** Removes what killed shells have left behind; runs when a shell starts. */
final class StaleShellSweep {
  private StaleShellSweep() {}

  /**
   * Starts it in the background, if there is anything. To be called before the session opens
   * descriptors: a directory is listed, which takes a number for a moment.
   */
  static void soon(Kernel kernel) {
    List<String> names = Scratch.names();
    if (names.isEmpty()) {
      return;
    }
    Thread sweeper =
        new Thread(
            () -> {
              Scratch.sweep(kernel, names);
              JointDirectory.sweep(kernel);
              kernel.leaveThread();
            },
            "sweeper");
    sweeper.setDaemon(true);
    sweeper.start();
  }
}
