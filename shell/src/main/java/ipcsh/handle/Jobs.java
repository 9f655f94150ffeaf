package ipcsh.handle;

import ipcsh.sys.Kernel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;

/** What this shell runs in the background. */
public final class Jobs {
  private final Kernel kernel;
  private final List<Pending> jobs = new ArrayList<>();
  private final InternalWaits waits = new InternalWaits();
  private final AtomicLong numbers = new AtomicLong();
  private int last;

  /** Nothing yet. */
  public Jobs(Kernel kernel) {
    this.kernel = kernel;
  }

  Kernel kernel() {
    return kernel;
  }

  /** What threads wait for. */
  public InternalWaits waits() {
    return waits;
  }

  /** The next place in the order in which things are started. */
  public long nextNumber() {
    return numbers.incrementAndGet();
  }

  /** Starts work on a thread of its own. */
  public synchronized Pending start(Callable<?> work) {
    last++;
    Pending job = new Pending("bg " + last, this, work);
    job.isNext();
    Thread thread = new Thread(() -> job.run(kernel::leaveThread), job.getName());
    thread.setDaemon(true);
    add(job);
    thread.start();
    return job;
  }

  /** Lists what runs on a thread that is there. */
  synchronized void add(Pending job) {
    jobs.removeIf(known -> known.isDone() && known.isCollected());
    jobs.add(job);
  }

  /** Those that run, and those whose result nobody has taken yet. */
  public synchronized List<Pending> all() {
    jobs.removeIf(job -> job.isDone() && job.isCollected());
    return new ArrayList<>(jobs);
  }

  /** Those that failed without anybody having asked: forgotten here once they were given. */
  public synchronized List<Pending> failures() {
    List<Pending> failed = new ArrayList<>();
    jobs.removeIf(job -> job.getFailure() != null && !job.isCollected() && failed.add(job));
    return failed;
  }

  /** Interrupts everything that still runs. */
  public void cancelAll() {
    all().forEach(Pending::cancel);
  }
}
