package ipcsh.command;

import ipcsh.draw.GraphPicture;
import ipcsh.draw.Subject;
import ipcsh.handle.UsageException;
import ipcsh.handle.WholeFile;
import ipcsh.inspect.BlockedThread;
import ipcsh.inspect.ProcessFacts;
import ipcsh.inspect.ProcessSnapshot;
import ipcsh.peer.ShellPoll;
import ipcsh.sys.abi.SysException;
import ipcsh.why.ExplainedChain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Inspects processes repeatedly. The calls in which other shells are blocked are queried
 * concurrently, so that a shell that does not answer does not delay anything; all processes of the
 * machine are scanned only occasionally, in between only those found to be involved.
 */
public final class ProcessWatch implements WatchedView, AutoCloseable {
  private static final long EVERYBODY = Duration.ofSeconds(2).toNanos();
  private static final long JUDGE = Duration.ofSeconds(1).toNanos();

  /** What takes long is done so rarely that it takes one part in so many of the time. */
  private static final int SHARE = 100;

  private static final long MOST_RARELY = Duration.ofSeconds(10).toNanos();
  private static final int STANDARD = 3;
  private static final long ASK = 250;
  private static final long TO_END = 50;
  private static final int MOST_FILES = 1000;

  private final Context context;
  private final DrawCollector look;
  private final DrawRequest asked;
  private final boolean own;
  private final Duration every;
  private final Thread asker = new Thread(this::ask, "asks");
  private volatile boolean all;
  private volatile boolean closed;
  private volatile ShellReports reports = ShellReports.NONE;
  private int[] others;
  private long nextEverybody;
  private long nextVerdict = System.nanoTime();
  private volatile List<String> verdict = List.of();

  /** The blocked calls of which it was made, how many shells had answered, and when. */
  private List<BlockedThread> judged = List.of();

  private int answered;
  private long judgedAt;

  /** The processes of the last look. */
  private volatile Set<Integer> shown = Set.of();

  /** What wakes it, counted. */
  private final Semaphore reasons = new Semaphore(0);

  /**
   * Inspects for the first time.
   *
   * @param asked the processes or handles; empty for this shell and related ones
   * @param all whether all other shells are included
   * @throws UsageException if one does not exist
   */
  public ProcessWatch(
      Context context,
      DrawCollector look,
      DrawRequest asked,
      boolean all,
      boolean own,
      Duration every) {
    this.context = context;
    this.look = look;
    this.asked = asked;
    this.all = all;
    this.own = own;
    this.every = every;
    if (!asked.isEmpty()) {
      look.those(asked);
    }
    asker.setDaemon(true);
    asker.start();
  }

  @Override
  public Subject look() {
    long now = System.nanoTime();
    boolean isTime = others == null || now - nextEverybody >= 0;
    int[] beside = isTime ? null : others;
    ShellReports known = reports;
    Subject seen =
        asked.isEmpty() ? look.family(all, own, known, beside) : look.again(asked, known, beside);
    shown = seen.processes().stream().map(ProcessSnapshot::pid).collect(Collectors.toSet());
    if (isTime) {
      others =
          seen.files().stream()
              .flatMap(file -> file.holders().stream())
              .mapToInt(holder -> holder.pid())
              .filter(pid -> pid <= ProcessFacts.LARGEST_PID)
              .distinct()
              .toArray();
      nextEverybody = next(now, EVERYBODY);
    }
    long looked = System.nanoTime();
    if (looked - nextVerdict >= 0 || isOutdated(seen, known) && looked - judgedAt >= JUDGE) {
      answered = known.others().size();
      verdict = verdict(seen);
      judged = seen.waiting();
      judgedAt = looked;
      nextVerdict = next(looked, JUDGE);
    }
    return withoutEmpty(seen);
  }

  /**
   * Whether the verdict may be wrong by now: it says something of waits, of which one has ended, or
   * other shells answer, the first time in particular.
   */
  private boolean isOutdated(Subject seen, ShellReports known) {
    return known.others().size() != answered
        || !verdict.isEmpty() && !Set.copyOf(seen.waiting()).containsAll(judged);
  }

  /** When to do again what has begun at a time: after an interval, or later if it took long. */
  private static long next(long begun, long interval) {
    long taken = System.nanoTime() - begun;
    return begun + Math.max(interval, Math.min(MOST_RARELY, SHARE * taken));
  }

  private List<String> verdict(Subject seen) {
    List<Object> pids = new ArrayList<>();
    seen.processes().stream()
        .filter(process -> !process.facts().isElsewhere())
        .filter(process -> seen.waiting().stream().anyMatch(one -> one.pid() == process.pid()))
        .forEach(process -> pids.add(process.pid()));
    try {
      return pids.isEmpty()
          ? List.of()
          : new WaitQuery(context)
              .of(pids).stuck().stream().findFirst().map(ExplainedChain::lines).orElse(List.of());
    } catch (SysException | UsageException endedMeanwhile) {
      return List.of();
    }
  }

  @Override
  public List<String> verdict() {
    return verdict;
  }

  /** If all shells are watched, a shell that only watches is left out. */
  private Subject withoutEmpty(Subject seen) {
    int self = context.kernel().shell().pid();
    List<ProcessSnapshot> shown =
        seen.processes().stream().filter(one -> !all || one.pid() != self || hasAny(one)).toList();
    return shown.isEmpty()
        ? seen
        : new Subject(
            shown, seen.files(), seen.names(), seen.waiting(), seen.locks(), seen.variables());
  }

  /** Whether it has more than the standard descriptors, if only a System V object. */
  private static boolean hasAny(ProcessSnapshot process) {
    return process.descriptors().stream()
        .anyMatch(one -> one.number() >= STANDARD || one.number() < 0);
  }

  /** Queries concurrently the calls in which the other shells are blocked. */
  private void ask() {
    try (ShellPoll others = context.shells().poll()) {
      while (!closed) {
        ShellReports before = reports;
        boolean isAsked = all || !asked.isEmpty();
        reports = ShellReports.of(context, isAsked ? others.others() : List.of());
        if (!reports.isLike(before, shown)) {
          wake();
        }
        if (!closed) {
          Thread.sleep(ASK);
        }
      }
    } catch (InterruptedException | SysException ended) {
      // closed meanwhile
    } finally {
      context.kernel().leaveThread();
    }
  }

  @Override
  public void rest(Duration most) throws InterruptedException {
    if (reasons.tryAcquire(most.toNanos(), TimeUnit.NANOSECONDS)) {
      reasons.drainPermits();
    }
  }

  @Override
  public void wake() {
    reasons.release();
  }

  @Override
  public Duration every() {
    return every;
  }

  @Override
  public boolean isAll() {
    return all;
  }

  @Override
  public void toggleAll() {
    if (asked.isEmpty()) {
      all = !all;
      others = null;
      wake();
    }
  }

  @Override
  public boolean isNamed() {
    return !asked.isEmpty();
  }

  @Override
  public String save(GraphPicture picture) {
    for (int number = 1; number <= MOST_FILES; number++) {
      String name = "watch-" + number + ".svg";
      try {
        if (!Files.exists(Path.of(name))) {
          WholeFile.write(Path.of(name), picture.svg());
          return name;
        }
      } catch (IOException e) {
        throw new UsageException("watch: " + e.getMessage());
      }
    }
    throw new UsageException("watch: there are " + MOST_FILES + " files watch-N.svg already");
  }

  @Override
  public void leaveThread() {
    context.kernel().leaveThread();
  }

  /** Ends the background threads. */
  @Override
  public void close() {
    closed = true;
    asker.interrupt();
    try {
      asker.join(TO_END);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
