package ipcsh.language.saving;

import ipcsh.language.JournalEntry;
import ipcsh.language.ValueFact;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Adds the waits for background jobs: an entry runs when they are where they were then. */
final class JobWaits {
  /** A job that took longer than this in the session gets a longer timeout in the script. */
  private static final long PATIENCE = 4_000_000_000L;

  private final HandleNames names;

  /** The jobs that have run since there was none, by number. */
  private final Set<Integer> background = new TreeSet<>();

  private final Set<Integer> blocked = new HashSet<>();
  private final Set<Integer> over = new HashSet<>();
  private final Map<Integer, Long> started = new HashMap<>();
  private long ended;

  JobWaits(HandleNames names) {
    this.names = names;
  }

  /** Notes the jobs that run when an entry begins. */
  void note(JournalEntry entry) {
    entry.jobs().keySet().forEach(job -> started.putIfAbsent(job, entry.begin()));
  }

  /**
   * Adds waits for the state that background jobs had reached when the entry began.
   *
   * @param previous the entry before it that is saved, or null
   */
  void add(SavedLine line, SavedLine previous) {
    Map<Integer, String> jobs = line.entry.jobs();
    jobs.keySet().stream().filter(job -> !over.contains(job)).forEach(background::add);
    List<String> all = background.stream().map(job -> names.of(ValueFact.Kind.JOB, job)).toList();
    if (background.isEmpty() || all.contains(null)) {
      return;
    }
    for (int job : background) {
      String name = names.of(ValueFact.Kind.JOB, job);
      if ("blocked".equals(jobs.get(job))
          && blocked.add(job)
          && !isAwaited(previous, name + ".call")) {
        eventually(line, job, name + ".call || " + name + ".done");
      }
    }
    // jobs that are no longer listed have returned their result
    long done = background.stream().filter(job -> isDone(jobs.get(job))).count();
    boolean taken =
        all.stream().anyMatch(name -> line.tree.text().contains(name + ".get"))
            && done == background.size();
    if (done > ended && !taken && jobs.containsValue("done")) {
      // it is unknown which of several ends first
      String condition =
          all.size() == 1 ? all.get(0) + ".done" : all + ".count { it.done } >= " + done;
      eventually(line, background.iterator().next(), condition);
    }
    ended = done;
    if (done == background.size()) {
      over.addAll(background);
      background.clear();
      ended = 0;
    }
  }

  private static boolean isDone(String where) {
    return where == null || where.equals("done");
  }

  /** Whether the previous line waits for this already. */
  private static boolean isAwaited(SavedLine previous, String what) {
    return previous != null && previous.tree.text().matches("(?s).*eventually.*" + what + ".*");
  }

  private void eventually(SavedLine line, int job, String condition) {
    long took = line.entry.begin() - started.get(job);
    String patience = took < PATIENCE ? "" : "(timeout: " + 2 * took / 1_000_000_000 + ".s)";
    line.before.add("eventually" + patience + " { " + condition + " }");
  }
}
