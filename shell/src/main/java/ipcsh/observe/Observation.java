package ipcsh.observe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * What strace told of a program: its processes and threads, and all events in the order in which
 * they began. Filled by a {@link StraceParser} while others read. If there are more events than it
 * may keep, the oldest are discarded and counted.
 */
public final class Observation {
  private final int most;
  private final List<ObservedEvent> events = new ArrayList<>();
  private final Set<ObservedProcess> processes = new LinkedHashSet<>();

  /** The threads that have not ended, and those that ended before their creator was known. */
  private final Map<Integer, ObservedThread> threads = new HashMap<>();

  private Set<String> systemVBefore;
  private long discarded;

  /** The place of the first event that is kept. */
  private long base;

  private final int wrappers;

  /** How many programs the first process has executed, until the one to be observed. */
  private int execs;

  private ObservedCall inProgress;
  private boolean ended;
  private int waiters;

  /**
   * Nothing yet.
   *
   * @param most how many events it may keep
   */
  public Observation(int most) {
    this(most, -1);
  }

  /**
   * The same.
   *
   * @param wrappers how many programs execute one another before the one to be observed; what is
   *     done before it is executed is left out. -1 leaves nothing out
   */
  public Observation(int most, int wrappers) {
    this.most = most;
    this.wrappers = wrappers;
  }

  /** All that happened, in the order in which it began. */
  public synchronized List<ObservedEvent> events() {
    List<ObservedEvent> all = new ArrayList<>(events);
    if (inProgress != null) {
      all.add(inProgress);
    }
    return all;
  }

  /** The calls, in the order in which they were made; those in progress too. */
  public List<ObservedCall> calls() {
    return only(ObservedCall.class);
  }

  /** The signals that were delivered, and the stops. */
  public List<ObservedSignal> signals() {
    return only(ObservedSignal.class);
  }

  /** The lines that are kept as they came. */
  public List<ObservedLine> others() {
    return only(ObservedLine.class);
  }

  private <T> List<T> only(Class<T> kind) {
    return events().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** The processes in the order in which they were first seen. */
  public synchronized List<ObservedProcess> processes() {
    return List.copyOf(processes);
  }

  /** The process with which it began; null if there is none yet. */
  public synchronized ObservedProcess first() {
    return processes.isEmpty() ? null : processes.iterator().next();
  }

  /** How many of the oldest events were discarded. */
  public synchronized long discarded() {
    return discarded;
  }

  /** How many events there were, including those that were discarded. */
  public synchronized long count() {
    return discarded + events.size();
  }

  /** Whether nothing more will come. */
  public synchronized boolean isEnded() {
    return ended;
  }

  /**
   * Waits until nothing more will come.
   *
   * @param millis at most so long
   * @return whether nothing more will come
   */
  public boolean awaitEnd(long millis) throws InterruptedException {
    return await(() -> ended, millis);
  }

  /** The same until the first process has ended. */
  public boolean awaitFirstEnd(long millis) throws InterruptedException {
    return await(() -> ended || first() != null && first().end() != null, millis);
  }

  /** The same until the program to be observed runs. */
  public boolean awaitProgram(long millis) throws InterruptedException {
    return await(() -> ended || execs > wrappers, millis);
  }

  private synchronized boolean await(BooleanSupplier condition, long millis)
      throws InterruptedException {
    long deadline = System.nanoTime() + millis * 1_000_000;
    while (!condition.getAsBoolean()) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      waiters++;
      try {
        wait(left);
      } finally {
        waiters--;
      }
    }
    return true;
  }

  synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** Adds an event and returns its place. */
  synchronized long add(ObservedEvent event) {
    if (events.size() >= most) {
      int some = Math.max(1, most / 10);
      events.subList(0, some).clear();
      discarded += some;
      base += some;
    }
    events.add(event);
    if (waiters > 0) {
      notifyAll();
    }
    return base + events.size() - 1;
  }

  /** The place of the next event. */
  synchronized long next() {
    return base + events.size();
  }

  /** A call has ended: it takes the place of its beginning, unless that was discarded. */
  synchronized void complete(ObservedCall call) {
    long at = call.order() - base;
    if (at >= 0) {
      events.set((int) at, call);
    }
  }

  /** The call whose line is not complete yet; null for none. */
  synchronized void inProgress(ObservedCall call) {
    inProgress = call;
  }

  /** The thread with a number, made if it is new. */
  synchronized ObservedThread thread(int tid) {
    ObservedThread known = threads.get(tid);
    if (known != null && !(known.end() != null && isOriginKnown(known))) {
      return known;
    }
    ObservedThread thread = new ObservedThread(tid);
    threads.put(tid, thread);
    thread.process().add(thread);
    processes.add(thread.process());
    return thread;
  }

  /**
   * A call has created a thread or process.
   *
   * @param isThread whether it is a thread of the same process
   */
  synchronized void created(ObservedCall call, int tid, boolean isThread) {
    ObservedThread made = thread(tid);
    if (made.process().parent() != null || made == call.thread()) {
      return;
    }
    ObservedProcess creator = call.thread().process();
    if (!isThread) {
      made.process().createdBy(creator, call);
      return;
    }
    processes.remove(made.process());
    creator.add(made);
    if (made.end() != null) {
      threads.remove(tid);
    }
  }

  /** Whether it is known who made it; what a number means is open until then. */
  private boolean isOriginKnown(ObservedThread thread) {
    ObservedProcess process = thread.process();
    return process.parent() != null || process.pid() != thread.tid() || process == first();
  }

  /** A process executes a program; what a wrapper did before is left out. */
  synchronized void executes(ObservedCall call, String program) {
    ObservedProcess process = call.thread().process();
    if (process == first() && execs < wrappers + 1) {
      execs++;
      events.subList(0, (int) Math.max(0, call.order() - base)).clear();
      base = Math.max(base, call.order());
      notifyAll();
      if (execs <= wrappers) {
        return;
      }
    }
    process.executes(call, program);
  }

  synchronized void ended(ObservedEnd end) {
    ObservedThread thread = end.thread();
    thread.process().threadEnded(thread, end);
    if (isOriginKnown(thread)) {
      threads.remove(thread.tid(), thread);
    }
  }

  /** A thread has taken the place of the first one of its process by an exec. */
  synchronized void superseded(ObservedEnd end) {
    ObservedThread by = threads.remove(end.replacedBy());
    if (by != null) {
      by.ended(end);
    }
  }

  /**
   * Tracing begins with a process that runs already.
   *
   * @param tids its threads
   * @param name its program, or null
   */
  public synchronized void attached(int pid, List<Integer> tids, String name) {
    ObservedProcess process = thread(pid).process();
    process.named(name);
    for (int tid : tids) {
      if (tid != pid && !threads.containsKey(tid)) {
        ObservedThread thread = new ObservedThread(tid);
        threads.put(tid, thread);
        process.add(thread);
      }
    }
  }

  /** The System V objects that existed before the program was started; null if unknown. */
  public synchronized Set<String> systemVBefore() {
    return systemVBefore;
  }

  /** Notes the System V objects that exist before the program is started. */
  public synchronized void systemVBefore(Set<String> existing) {
    systemVBefore = existing;
  }
}
