package ipcsh.kit;

import ipcsh.inspect.Inspector;
import ipcsh.sys.Kernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Observes other processes, and waits for them. */
public final class Processes {
  private static final Inspector INSPECTOR = new Inspector(new Kernel().home());

  private Processes() {}

  /** Whether it has ended; it may not have been reaped. */
  public static boolean hasEnded(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      // the name is in brackets and may contain brackets
      return "ZX".indexOf(stat.charAt(stat.lastIndexOf(')') + 2)) >= 0;
    } catch (IOException gone) {
      return true;
    }
  }

  /** Waits for the end of a process that need not be a child. */
  public static void awaitEnd(long pid) {
    Wait.until(Wait.LONG, "the end of " + pid, () -> hasEnded(pid));
  }

  /** Waits until a thread of the process is blocked in this call: {@code recvfrom(3, ...)}. */
  public static void awaitCall(long pid, String call) {
    Wait.until(Wait.LONG, pid + " in " + call, () -> isIn(pid, call));
  }

  /** Whether a thread of the process is blocked in this call. */
  public static boolean isIn(long pid, String call) {
    return INSPECTOR.waiting((int) pid).stream().anyMatch(one -> one.inWords().equals(call));
  }
}
