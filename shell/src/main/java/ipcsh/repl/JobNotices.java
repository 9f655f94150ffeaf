package ipcsh.repl;

import ipcsh.handle.Jobs;
import ipcsh.handle.Pending;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.stream.Collectors;

/** Notices about background jobs at the next prompt. */
final class JobNotices {
  private final Set<Pending> reported = Collections.newSetFromMap(new WeakHashMap<>());

  /** A line about jobs that have ended since the last prompt, or null. */
  String ended(Jobs jobs) {
    List<Pending> ended =
        jobs.all().stream().filter(job -> job.isDone() && reported.add(job)).toList();
    return ended.isEmpty()
        ? null
        : ended.stream().map(Pending::toString).collect(Collectors.joining("; "));
  }

  /** The number of running jobs. */
  static long running(Jobs jobs) {
    return jobs.all().stream().filter(job -> !job.isDone()).count();
  }
}
