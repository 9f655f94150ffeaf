package ipcsh.why;

import ipcsh.inspect.ThreadTables;
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
    Stillness stillness = new Stillness(new ThreadTables(sys));
    WaitContext context = new WaitContext(sys, names, stillness);
    List<JudgedWait> waits = look(context, pids);
    if (waits.stream().anyMatch(WaitReport::isStuck)) {
      // tables were read while others still ran: a second look, while the stuck ones do not
      context = new WaitContext(sys, names, stillness);
      waits = look(context, pids);
    }
    return new WaitReport(waits, context);
  }

  private static List<JudgedWait> look(WaitContext context, Collection<Integer> pids) {
    WaitSources sources = new WaitSources(context);
    return new WaitAnalysis(pids, sources::actors, context.stillness()::hasRun).waits();
  }

  private static boolean isStuck(JudgedWait wait) {
    return wait.verdict() == Verdict.DEADLOCK || wait.verdict() == Verdict.FOR_EVER;
  }
}
