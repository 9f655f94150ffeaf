package ipcsh.handle;

import ipcsh.sys.Kernel;
import ipcsh.sys.Sys;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.ProcessConstants;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.abi.WaitStatus;
import ipcsh.sys.function.ProcessControl;
import ipcsh.sys.text.EscapedText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A program that this shell has started: its process ID, its output, its end. Prints its state:
 * {@code process 4711 cat -n running for 2.1 s}. Owned by {@link Children}, which reaps it.
 */
public final class Process implements HasPid, Waitable {
  private final Kernel kernel;
  private final int pid;
  private final List<String> command;
  private final Instant since = Instant.now();
  private final ChildRecord child;
  private final Output out;
  private final Output err;
  private final ServiceMessages messages;

  /**
   * Who follows what the program does.
   *
   * @param messages takes what it says by sd_notify, or null
   * @param live receives each line of its output as it arrives, or null
   */
  public record Companions(ServiceMessages messages, Consumer<String> live) {
    /** None. */
    public static final Companions NONE = new Companions(null, null);
  }

  Process(
      Children children,
      Kernel kernel,
      int pid,
      List<String> command,
      boolean collectsOut,
      boolean collectsErr,
      Companions companions) {
    this.kernel = kernel;
    this.pid = pid;
    this.command = List.copyOf(command);
    Consumer<String> live = companions.live();
    out = collectsOut ? new Output("process " + pid + " .out", children::callMethod, live) : null;
    err = collectsErr ? new Output("process " + pid + " .err", children::callMethod, live) : null;
    messages = companions.messages();
    if (messages != null) {
      messages.of(pid);
    }
    child =
        children.add(
            pid,
            end -> {
              children.programEnded(pid);
              if (messages != null) {
                messages.ended();
              }
            });
  }

  @Override
  public int getPid() {
    return pid;
  }

  /** The program and its arguments. */
  public List<String> getCommand() {
    return command;
  }

  /** Its standard output, or null if that was redirected. */
  public Output getOut() {
    return out;
  }

  /** Its standard error, or null if that was redirected. */
  public Output getErr() {
    return err;
  }

  /**
   * What it said by {@code sd_notify(3)}, a map for each message: {@code READY}, {@code STATUS} and
   * the like, and the sender's {@code pid} and {@code uid}. Null if there is no socket for them.
   */
  public List<Map<String, Object>> getSaid() {
    return messages == null ? null : messages.said();
  }

  /** What others than the program have sent there: it does not count. */
  public List<Map<String, Object>> getIgnored() {
    return messages == null ? null : messages.ignored();
  }

  /** Whether it said READY=1. */
  public boolean isReady() {
    return messages != null && messages.isReady();
  }

  /** Whether it has ended. */
  public boolean isDone() {
    return child.end() != null;
  }

  /** Its exit status; null while it runs, and if it was killed by a signal. */
  public Integer getExit() {
    WaitStatus end = child.end();
    return end == null ? null : end.exit();
  }

  /** The signal that killed it, or null. */
  public Integer getSignal() {
    WaitStatus end = child.end();
    return end == null ? null : end.signal();
  }

  /** Whether it has ended and its process group no longer writes output. */
  boolean isOver() {
    return isDone() && (out == null || out.isEnded()) && (err == null || err.isEnded());
  }

  /**
   * The functions of the shell, whose child it is, and not of a child in which this thread works.
   */
  private Sys sys() {
    return kernel.process().isShell() ? kernel.sys() : kernel.home();
  }

  @Override
  public Map<String, Object> waitFor() {
    if (!kernel.process().isShell()) {
      throw ProcessControl.waitFailure(Errno.ECHILD, pid, 0);
    }
    return child.awaitEnd(kernel.sys()).asMap();
  }

  @Override
  public Map<String, Object> waitFor(Duration time) {
    return Timeouts.within(kernel, time, this::waitFor);
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
    child.kill(sys(), signal);
  }

  @Override
  public String toString() {
    WaitStatus end = child.end();
    String where = end == null ? "running for " + ElapsedTime.since(since) : end.toString();
    String ready = end == null && isReady() ? "  ready" : "";
    return "process "
        + pid
        + "  "
        + EscapedText.word(String.join(" ", command))
        + "  "
        + where
        + ready;
  }
}
