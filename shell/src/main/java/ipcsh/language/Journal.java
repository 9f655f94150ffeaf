package ipcsh.language;

import ipcsh.handle.Jobs;
import ipcsh.handle.Pending;
import ipcsh.sys.abi.SysException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * The entries of a session, and their outcomes: facts, no values. Written by the evaluating thread,
 * read by any. The oldest entries of a very long session are discarded.
 */
public final class Journal {
  private static final int MOST = 5_000;
  private static final int MOST_TEXT = 4_000_000;

  private final Jobs jobs;
  private final ShellBinding names;
  private final Deque<JournalEntry> entries = new ArrayDeque<>();
  private final Map<Object, Integer> numbers = new WeakHashMap<>();
  private final Deque<JournalEntry> running = new ArrayDeque<>();
  private int lastNumber;
  private int size;
  private int forgotten;

  Journal(Jobs jobs, ShellBinding names) {
    this.jobs = jobs;
    this.names = names;
  }

  /** The work of an entry. */
  interface Work {
    Object run() throws Exception;
  }

  /** Runs the work of an entry, and records its outcome. */
  Object keep(String text, Work work) throws Exception {
    JournalEntry begun = begin(text);
    try {
      Object value = work.run();
      end(begun, value, null);
      return value;
    } catch (Throwable e) {
      end(begun, null, e);
      throw e;
    }
  }

  private synchronized JournalEntry begin(String text) {
    names.takeAssigned();
    ValueFact nothing = ValueFact.of(null, this::number);
    JournalEntry begun =
        new JournalEntry(
            text, System.nanoTime(), 0, nothing, "", "", false, Map.of(), whereJobsAre());
    running.push(begun);
    return begun;
  }

  private Map<Integer, String> whereJobsAre() {
    List<Pending> all = jobs.all();
    if (all.isEmpty()) {
      return Map.of();
    }
    Map<Integer, String> where = new LinkedHashMap<>();
    for (Pending job : all) {
      // a sleeping job is not blocked: the state ends on its own, and cannot be waited for
      String call = job.getCall();
      boolean blocked = call != null && !call.contains("sleep");
      where.put(number(job), job.isDone() ? "done" : blocked ? "blocked" : "running");
    }
    return where;
  }

  private int number(Object handle) {
    return numbers.computeIfAbsent(handle, isNew -> ++lastNumber);
  }

  private synchronized void end(JournalEntry begun, Object value, Throwable failure) {
    Map<String, ValueFact> assigned = new LinkedHashMap<>();
    names
        .takeAssigned()
        .forEach((name, its) -> assigned.put(name, ValueFact.of(its, this::number)));
    boolean call = failure instanceof SysException;
    add(
        new JournalEntry(
            begun.text(),
            begun.begin(),
            System.nanoTime(),
            ValueFact.of(value, this::number),
            call ? ((SysException) failure).getErrno().name() : "",
            failure == null ? "" : failure.getClass().getSimpleName(),
            failure instanceof Interruption,
            assigned,
            begun.jobs()));
    running.removeIf(each -> each == begun);
  }

  private void add(JournalEntry entry) {
    entries.add(entry);
    size += entry.text().length();
    while (entries.size() > MOST || size > MOST_TEXT && entries.size() > 1) {
      size -= entries.remove().text().length();
      forgotten++;
    }
  }

  /** Records that the last entry failed because it was interrupted with Ctrl-C. */
  public synchronized void interrupted() {
    JournalEntry last = entries.peekLast();
    if (last == null || last.isWell()) {
      return;
    }
    Deque<JournalEntry> again = new ArrayDeque<>();
    // including the entries that ran within it
    while (!entries.isEmpty() && entries.peekLast().end() >= last.begin()) {
      JournalEntry entry = entries.removeLast();
      again.push(entry.isWell() ? entry : entry.asInterrupted());
    }
    entries.addAll(again);
  }

  /** The entries that have ended, oldest first. */
  public synchronized List<JournalEntry> entries() {
    return new ArrayList<>(entries);
  }

  /**
   * The same and the running entry, as maps and plain values, which can be sent to another shell.
   */
  public synchronized List<Map<String, Object>> plain() {
    List<Map<String, Object>> plain = new ArrayList<>();
    entries.forEach(entry -> plain.add(entry.plain()));
    if (!running.isEmpty()) {
      plain.add(running.peek().plain());
    }
    return plain;
  }

  /**
   * Decodes the value of {@link #plain} of another shell.
   *
   * @throws IllegalArgumentException if it is not valid
   */
  public static List<JournalEntry> ofPlain(List<?> plain) {
    try {
      return plain.stream().map(entry -> JournalEntry.ofPlain((Map<?, ?>) entry)).toList();
    } catch (ClassCastException | NullPointerException e) {
      throw new IllegalArgumentException("its answer is not the journal of a shell", e);
    }
  }

  /** The number of discarded entries. */
  public synchronized int forgotten() {
    return forgotten;
  }
}
