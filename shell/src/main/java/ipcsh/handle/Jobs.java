package ipcsh.handle;

import ipcsh.sys.Kernel;
import ipcsh.sys.fork.DrivenProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** The background jobs of this shell. */
public final class Jobs {
  private final Kernel kernel;
  private final List<Pending> jobs = new ArrayList<>();
  private final InternalWaits waits = new InternalWaits();
  private final AtomicLong numbers = new AtomicLong();
  private volatile VariableNames names;
  private volatile Function<Throwable, String> explanations = Throwable::getMessage;
  private int last;

  /** No jobs yet. */
  public Jobs(Kernel kernel) {
    this.kernel = kernel;
  }

  Kernel kernel() {
    return kernel;
  }

  /** Sets the names that descriptors have in the texts of jobs. */
  public void name(VariableNames itsNames) {
    names = itsNames;
  }

  /** A call that a thread makes in a process, with the name of its descriptor. */
  String named(String call, DrivenProcess process) {
    return names == null ? call : names.named(call, process);
  }

  /** Sets what puts failures into words. */
  public void explain(Function<Throwable, String> itsExplanations) {
    explanations = itsExplanations;
  }

  /** What went wrong, in words. */
  String explained(Throwable failure) {
    return explanations.apply(failure);
  }

  /** What threads are waiting for. */
  public InternalWaits waits() {
    return waits;
  }

  /** The next sequence number of a job. */
  public long nextNumber() {
    return numbers.incrementAndGet();
  }

  /** Starts a job on a new thread. */
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

  /** Adds a job that runs on an existing thread. */
  synchronized void add(Pending job) {
    jobs.removeIf(known -> known.isDone() && known.isCollected());
    jobs.add(job);
  }

  /** The jobs that are running, and those whose result has not been taken. */
  public synchronized List<Pending> all() {
    jobs.removeIf(job -> job.isDone() && job.isCollected());
    return new ArrayList<>(jobs);
  }

  /** Failed jobs whose failure has not been taken; removed from the list by this call. */
  public synchronized List<Pending> failures() {
    List<Pending> failed = new ArrayList<>();
    jobs.removeIf(job -> job.getFailure() != null && !job.isCollected() && failed.add(job));
    return failed;
  }

  /** Interrupts all running jobs. */
  public void cancelAll() {
    all().forEach(Pending::cancel);
  }
}
