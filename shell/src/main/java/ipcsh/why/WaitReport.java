package ipcsh.why;

import ipcsh.sys.Sys;
import java.util.Collection;
import java.util.List;

/**
 * A look at the waits of some processes, and of all for whom they wait.
 *
 * @param waits the waits with their verdicts, those of the requested processes first
 * @param context what was seen
 */
public record WaitReport(List<JudgedWait> waits, WaitContext context) {
  /**
   * Looks. To be called on a thread with its own descriptor table.
   *
   * @param pids the processes whose waits are to be explained
   */
  public static WaitReport of(Sys sys, WaitNames names, Collection<Integer> pids) {
    WaitContext context = new WaitContext(sys, names);
    WaitSources sources = new WaitSources(context);
    return new WaitReport(new WaitAnalysis(pids, sources::actors).waits(), context);
  }
}
