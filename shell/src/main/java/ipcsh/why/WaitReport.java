package ipcsh.why;

import ipcsh.inspect.BlockedThread;
import ipcsh.inspect.ThreadSnapshot;
import ipcsh.inspect.ThreadTables;
import ipcsh.sys.Sys;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/**
 * A look at the waits of some processes, and of all for whom they wait.
 *
 * @param chains for each wait of the requested processes the wait and those for whom it waits
 * @param analysis the threads that were looked at
 * @param context what was seen
 */
public record WaitReport(
    List<List<JudgedWait>> chains, WaitAnalysis analysis, WaitContext context) {
  /** So often it is looked again if a wait was disturbed. */
  private static final int MOST = 4;

  /**
   * Looks. To be called on a thread with its own descriptor table.
   *
   * @param pids the processes whose waits are to be explained
   * @param asked which of their threads are meant
   */
  public static WaitReport of(
      Sys sys, WaitNames names, Collection<Integer> pids, Predicate<Actor> asked) {
    WaitReport report = twice(sys, names, pids, asked);
    for (int more = 0; more < MOST && report.isDisturbed(); more++) {
      report = twice(sys, names, pids, asked);
    }
    return report;
  }

  /** Whether a shell was seen between two slices of its wait for a lock. */
  private boolean isDisturbed() {
    return analysis.moving().stream()
        .anyMatch(
            actor ->
                actor.condition() != null
                    && context.shell(actor.pid()) != null
                    && FutexWaits.isContinued(actor.condition()));
  }

  private static WaitReport twice(
      Sys sys, WaitNames names, Collection<Integer> pids, Predicate<Actor> asked) {
    Stillness stillness = new Stillness(new ThreadTables(sys));
    WaitReport report = look(new WaitContext(sys, names, stillness), pids, asked);
    return report.waits().stream().anyMatch(WaitReport::isStuck)
        // tables were read while others still ran: a second look, while the stuck ones do not
        ? look(new WaitContext(sys, names, stillness), pids, asked)
        : report;
  }

  /** The same for all threads of the processes. */
  public static WaitReport of(Sys sys, WaitNames names, Collection<Integer> pids) {
    return of(sys, names, pids, actor -> true);
  }

  private static WaitReport look(
      WaitContext context, Collection<Integer> pids, Predicate<Actor> asked) {
    WaitSources sources = new WaitSources(context);
    WaitAnalysis analysis = new WaitAnalysis(pids, sources::actors, context.stillness()::hasRun);
    return new WaitReport(analysis.chains(asked), analysis, context);
  }

  /** All waits. */
  public List<JudgedWait> waits() {
    return chains.stream().flatMap(List::stream).toList();
  }

  /** The name of a process, with its ID. */
  public String process(int pid) {
    return context.process(pid);
  }

  /** The ID of the object to which a descriptor refers, as far as its target in /proc tells it. */
  public String object(int pid, int number) {
    return context.link(pid, number);
  }

  /** The descriptor of the call in which a thread is; null if the call is about none. */
  public Integer descriptor(WaitCondition wait) {
    ThreadSnapshot thread = wait.thread();
    return thread.call() != null
            && !thread.arguments().isEmpty()
            && BlockedThread.takesDescriptor(thread.call())
        ? (Integer) thread.number(0)
        : null;
  }

  /** The name of a thread, with its process. */
  public String thread(WaitCondition wait) {
    return context.thread(wait);
  }

  private static boolean isStuck(JudgedWait wait) {
    return wait.verdict().isStuck();
  }
}
