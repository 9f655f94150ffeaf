package ipcsh.observe;

/**
 * A thread of an observed process. The first lines of a new thread can come before the call of its
 * creator returns; until then it counts as a process of its own.
 */
public final class ObservedThread {
  private final int tid;
  private volatile ObservedProcess process;
  private volatile ObservedEnd end;

  ObservedThread(int tid) {
    this.tid = tid;
    this.process = new ObservedProcess(tid);
  }

  /** The thread ID. */
  public int tid() {
    return tid;
  }

  /** Its process. */
  public ObservedProcess process() {
    return process;
  }

  /** How it ended, or null. */
  public ObservedEnd end() {
    return end;
  }

  void belongsTo(ObservedProcess itsProcess) {
    process = itsProcess;
  }

  void ended(ObservedEnd itsEnd) {
    end = itsEnd;
  }

  @Override
  public String toString() {
    return process.pid() == tid ? "pid " + tid : "pid " + process.pid() + " thread " + tid;
  }
}
