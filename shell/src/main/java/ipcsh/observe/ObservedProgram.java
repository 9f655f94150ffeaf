package ipcsh.observe;

import ipcsh.handle.ElapsedTime;
import ipcsh.handle.Explainable;
import ipcsh.handle.HasPid;
import ipcsh.handle.Output;
import ipcsh.handle.Process;
import ipcsh.handle.UsageException;
import ipcsh.handle.Waitable;
import ipcsh.sys.Kernel;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.ProcessConstants;
import ipcsh.sys.abi.SignalNames;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.abi.WaitStatus;
import ipcsh.sys.text.Counted;
import ipcsh.sys.text.EscapedText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A program whose calls are observed: one that the shell has started under strace, or one to which
 * strace was attached. Prints its state: {@code process 4711 ./recv-unix 3 running for 2.1 s 25
 * calls}.
 */
public final class ObservedProgram implements HasPid, Waitable, Explainable {
  /** How long strace's own account of an end may take. */
  private static final long TO_SETTLE = 5000;

  private static final long DAY = 86_400_000;
  private static final int CORE = 0x80;

  private final Kernel kernel;
  private final Process process;
  private final int pid;
  private final String name;
  private final List<String> command;
  private final Observation observation;
  private final Set<String> ownPipes;
  private final Runnable detaching;
  private final Instant since = Instant.now();

  /**
   * An observed program.
   *
   * @param process the child of this shell, or null: then it was attached to
   * @param name by which charts and texts call it
   * @param ownPipes the IDs of the pipes from which this shell collects its output
   * @param detaching ends strace and leaves the program alone; null if that is not possible
   */
  public ObservedProgram(
      Kernel kernel,
      Process process,
      int pid,
      String name,
      List<String> command,
      Observation observation,
      Set<String> ownPipes,
      Runnable detaching) {
    this.kernel = kernel;
    this.process = process;
    this.pid = pid;
    this.name = name;
    this.command = List.copyOf(command);
    this.observation = observation;
    this.ownPipes = Set.copyOf(ownPipes);
    this.detaching = detaching;
  }

  @Override
  public int getPid() {
    return pid;
  }

  /** The name by which charts and texts call it. */
  public String getName() {
    return name;
  }

  /** The program and its arguments. */
  public List<String> getCommand() {
    return command;
  }

  /** All that strace told. */
  public Observation observation() {
    return observation;
  }

  /** The IDs of the pipes from which this shell collects its output. */
  public Set<String> ownPipes() {
    return ownPipes;
  }

  /** Whether strace was attached to it when it ran already. */
  public boolean isAttached() {
    return detaching != null;
  }

  /**
   * Ends the observation of a program to which strace was attached; it goes on.
   *
   * @throws UsageException if it was started under strace
   */
  public void detach() {
    if (detaching == null) {
      throw new UsageException(
          "detach: " + name + " was started by observe and is observed until it ends", "p.kill()");
    }
    detaching.run();
  }

  /** Its standard output; null if it was redirected, or the program was not started here. */
  public Output getOut() {
    return process == null ? null : process.getOut();
  }

  /** Its standard error, likewise. */
  public Output getErr() {
    return process == null ? null : process.getErr();
  }

  /** Its calls, and those of its threads and children, up to now, in the order of their time. */
  public ObservedCalls getCalls() {
    settle();
    return new ObservedCalls(observation.calls());
  }

  /** The signals that it and its children received. */
  public List<ObservedSignal> getSignals() {
    settle();
    return observation.signals();
  }

  /** It and its children, as far as they were seen. */
  public List<ObservedProcess> getProcesses() {
    settle();
    return observation.processes();
  }

  /** What strace wrote that is neither a call nor a signal nor an end. */
  public List<ObservedLine> getOthers() {
    settle();
    return observation.others();
  }

  /** Whether it has ended. */
  public boolean isDone() {
    return end() != null;
  }

  /** Its exit status; null while it runs, and if it was killed by a signal. */
  public Integer getExit() {
    WaitStatus end = end();
    return end == null ? null : end.exit();
  }

  /** The signal that killed it, or null. */
  public Integer getSignal() {
    WaitStatus end = end();
    return end == null ? null : end.signal();
  }

  private WaitStatus end() {
    if (process != null) {
      return process.isDone() ? status(process.getExit(), process.getSignal(), false) : null;
    }
    ObservedProcess first = observation.first();
    ObservedEnd end = first == null ? null : first.end();
    return end == null ? null : status(end.status(), number(end.signal()), end.dumpedCore());
  }

  private WaitStatus status(Integer exit, Integer signal, boolean core) {
    return new WaitStatus(pid, exit != null ? exit << 8 : signal | (core ? CORE : 0));
  }

  private static Integer number(String signal) {
    for (int number = 1; signal != null && number <= Long.SIZE; number++) {
      if (SignalNames.of(number).equals(signal)) {
        return number;
      }
    }
    return signal == null ? null : 0;
  }

  /** What strace tells of the end follows the end shortly. */
  private void settle() {
    if (process != null && process.isDone()) {
      await(TO_SETTLE);
    }
  }

  private boolean await(long millis) {
    try {
      return observation.awaitFirstEnd(millis);
    } catch (InterruptedException e) {
      throw new SysException(Errno.EINTR, "wait4(" + pid + ")");
    }
  }

  @Override
  public Map<String, Object> waitFor() {
    return waitFor(Duration.ofMillis(DAY));
  }

  @Override
  public Map<String, Object> waitFor(Duration time) {
    if (process != null) {
      Map<String, Object> end = time.toMillis() >= DAY ? process.waitFor() : process.waitFor(time);
      settle();
      return end;
    }
    if (!await(time.toMillis())) {
      throw new SysException(Errno.ETIMEDOUT, "wait4(" + pid + ")");
    }
    WaitStatus end = end();
    return end == null ? Map.of("pid", pid, "detached", true) : end.asMap();
  }

  /** Requests its termination: SIGTERM. */
  public void kill() {
    kill(ProcessConstants.SIGTERM);
  }

  /**
   * Sends it a signal.
   *
   * @throws SysException ESRCH if it has ended
   */
  public void kill(int signal) {
    if (process != null) {
      process.kill(signal);
    } else {
      kernel.home().processControl().kill(pid, signal);
    }
  }

  @Override
  public String toString() {
    WaitStatus end = end();
    settle();
    String where = end == null ? "running for " + ElapsedTime.since(since) : end.toString();
    if (end == null && observation.isEnded()) {
      where = "no longer observed";
    }
    long count = observation.calls().size() + observation.discarded();
    return "process "
        + pid
        + "  "
        + EscapedText.word(String.join(" ", command))
        + "  "
        + where
        + "  "
        + Counted.of(count, "call");
  }
}
