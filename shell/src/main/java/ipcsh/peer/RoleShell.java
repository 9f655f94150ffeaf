package ipcsh.peer;

import ipcsh.handle.Accounts;
import ipcsh.handle.Block;
import ipcsh.handle.HasPid;
import ipcsh.handle.Role;
import ipcsh.handle.RoleServices;
import ipcsh.handle.ThreadProbe;
import ipcsh.handle.Timeouts;
import ipcsh.handle.UnsharedObserver;
import ipcsh.handle.UsageException;
import ipcsh.handle.User;
import ipcsh.handle.Waitable;
import ipcsh.inspect.UntrustedValues;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.abi.WaitStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Another shell, a process of its own, that runs the text of the blocks it is given, entry by
 * entry, in its own variables. It ends when this shell does.
 */
public final class RoleShell extends Role implements HasPid, Waitable {
  /** So many milliseconds a block has to end that was interrupted twice. */
  private static final long TO_END = 300;

  /** After so many milliseconds it is checked whether it is stopped. */
  private static final long TO_ANSWER = 100;

  private final RoleProcess process;
  private final RoleReports reports;
  private final Accounts accounts;
  private final Requests requests;
  private volatile String wrong;
  private volatile long expired;
  private Thread reader;
  private CompletableFuture<Map<String, Object>> asked;
  private final Map<RoleRequest, CompletableFuture<Map<String, Object>>> unanswered =
      new HashMap<>();

  RoleShell(String name, RoleProcess process, RoleReports reports, RoleServices services) {
    super(name, services);
    this.process = process;
    this.reports = reports;
    this.accounts = services.accounts();
    this.requests = new Requests(process.link(), this::told, this::isWrong, this::finish);
    requests.begin("link " + name, services.kernel());
  }

  @Override
  public int getPid() {
    return process.pid();
  }

  /** As whom it runs, or null where it is who runs this shell. */
  public User getUser() {
    return process.user();
  }

  /** Whether it has ended. */
  public boolean isDone() {
    return process.record().end() != null;
  }

  /** Says which thread reads what it writes past the shell. */
  void outputReadBy(Thread itsReader) {
    reader = itsReader;
  }

  /** It does what no shell does: who knows what it is. It is ended. */
  private void isWrong(String what) {
    wrong = what;
    process.record().destroy();
  }

  private void told(Map<String, Object> message) {
    RoleReport report = MessageCodec.roleReport(message, getName());
    if (report instanceof RoleReport.Printed printed) {
      observer().printed(this, printed.line());
    } else if (report instanceof RoleReport.Made made) {
      made(made);
    } else if (report instanceof RoleReport.Exchanged exchanged) {
      reports.exchanges().note(exchanged.exchange());
    } else if (process.control() != null) {
      lend();
    }
  }

  /** It has made a name, or a role of its own has, which may run as yet another user. */
  private void made(RoleReport.Made made) {
    User maker = process.user();
    if (maker == null && made.user() != null) {
      maker = User.of(accounts, made.user());
    }
    reports.names().note(made.kind(), made.name(), getName(), maker);
  }

  /** Lets it tell what it sends and receives, or not any more. */
  void note(boolean on) {
    requests.tell(new RoleRequest.Note(on));
  }

  /** It is ready to answer at the socket that it was lent. */
  private void lend() {
    try {
      process.control().open(process.pid());
      requests.tell(new RoleRequest.Answer());
    } catch (IOException folderCannotBeUsed) {
      // of which this shell tells as it cannot be known itself
    }
  }

  @Override
  protected Object perform(Callable<?> given) throws Exception {
    if (!(given instanceof Block block)) {
      throw new UsageException(
          "shell " + getName() + ": expected a block literal, whose text runs in that shell",
          getName() + " { getpid() }");
    }
    Object value = null;
    for (Block.Entry entry : block.entries()) {
      observer().begins(this, entry);
      if (!entry.isComment()) {
        value = run(block, entry);
      }
    }
    return value;
  }

  private Object run(Block block, Block.Entry entry) {
    try {
      boolean explain = reports.calls().isThere();
      Map<String, Object> received =
          await(requests.ask(new RoleRequest.Run(entry.text(), entry.line(), explain)));
      expired = MessageCodec.expired(received, expired);
      RoleAnswer.Outcome outcome = MessageCodec.outcome(received);
      if (outcome.calls() != null) {
        reports.calls().tell(block.file(), this, outcome.calls());
      }
      Object value = value(outcome, block.file());
      observer().gave(this, entry, outcome instanceof RoleAnswer.Value its ? its.shown() : null);
      if (outcome instanceof RoleAnswer.Exit) {
        awaitExit();
      }
      return value;
    } catch (UntrustedValues.Wrong malformed) {
      RuntimeException refused = refused(malformed);
      observer().failed(this, entry, refused);
      throw refused;
    } catch (RuntimeException | Error e) {
      observer().failed(this, entry, e);
      throw e;
    }
  }

  /** The value of what was asked; its failure where it failed. */
  private Object value(RoleAnswer.Outcome outcome, String file) {
    if (outcome instanceof RoleAnswer.Failed failed) {
      throw thrown(failed.error().thrown(file, getName()));
    }
    return outcome instanceof RoleAnswer.Value value ? value.value() : null;
  }

  private RuntimeException refused(UntrustedValues.Wrong malformed) {
    isWrong(malformed.getMessage());
    return refusal();
  }

  private static RuntimeException thrown(Throwable error) {
    if (error instanceof Error wrong) {
      throw wrong;
    }
    return (RuntimeException) error;
  }

  /**
   * Waits for an answer; who interrupts the wait interrupts what runs there. The second time he
   * waits for a moment yet: one that is stopped, or that nothing interrupts, does not answer.
   */
  private Map<String, Object> await(Requests.Answer answer) {
    RoleRequest interrupt = new RoleRequest.Interrupt(answer.number());
    try {
      return answer.get();
    } catch (InterruptedException first) {
      requests.tell(interrupt);
    } catch (ExecutionException gone) {
      throw refusal();
    }
    try {
      return answer.get();
    } catch (InterruptedException second) {
      requests.tell(interrupt);
    } catch (ExecutionException gone) {
      throw refusal();
    }
    try {
      return answer.get(TO_END, TimeUnit.MILLISECONDS);
    } catch (InterruptedException | TimeoutException insists) {
      throw new SysException(
          Errno.EINTR,
          "shell " + getName(),
          "it does not answer; kill " + getPid() + ", SIGKILL ends it");
    } catch (ExecutionException gone) {
      throw refusal();
    }
  }

  /**
   * What it does: the call that it is blocked in, {@code recvfrom(3, ...)}, {@code running} or
   * {@code idle}; null where it does not say so.
   */
  public String state() {
    try {
      return MessageCodec.state(answered(new RoleRequest.State())).state();
    } catch (ExecutionException | TimeoutException | UntrustedValues.Wrong goneOrStopped) {
      return null;
    } catch (InterruptedException e) {
      throw new SysException(Errno.EINTR, "shell " + getName());
    }
  }

  /** An answer at once: one that has not answered yet is not asked again. */
  private synchronized Map<String, Object> answered(RoleRequest what)
      throws InterruptedException, ExecutionException, TimeoutException {
    CompletableFuture<Map<String, Object>> before = unanswered.get(what);
    if (before != null && !before.isDone()) {
      throw new TimeoutException();
    }
    CompletableFuture<Map<String, Object>> answer = requests.ask(what);
    unanswered.put(what, answer);
    return answer.get(TO_ANSWER, TimeUnit.MILLISECONDS);
  }

  @Override
  public long expired() {
    return expired;
  }

  @Override
  public ThreadProbe look(UnsharedObserver unshared) throws InterruptedException {
    ThreadProbe here = super.look(unshared);
    if (isDone()) {
      return here.state() == ThreadProbe.State.IDLE && !reader.isAlive()
          ? here
          : ThreadProbe.RUNNING;
    }
    ThreadProbe reading = unshared.at(reader, waits());
    ThreadProbe there = there(unshared);
    boolean between =
        here.state() != ThreadProbe.State.IDLE && there.state() == ThreadProbe.State.IDLE;
    return between || reading.isRunning()
        ? ThreadProbe.RUNNING
        : new ThreadProbe(
            there.state(), there.call(), there.evidence() + reading.evidence(), there.tries());
  }

  /** What it says that it does; one that is stopped says nothing. */
  private ThreadProbe there(UnsharedObserver unshared) throws InterruptedException {
    boolean earlier = asked != null;
    if (!earlier) {
      asked = requests.ask(new RoleRequest.Look());
    }
    try {
      Map<String, Object> answer = asked.get(TO_ANSWER, TimeUnit.MILLISECONDS);
      asked = null;
      RoleAnswer.Look look = MessageCodec.look(answer);
      if (look == null) {
        return ThreadProbe.RUNNING;
      }
      return earlier ? there(unshared) : look.probe();
    } catch (UntrustedValues.Wrong malformed) {
      isWrong(malformed.getMessage());
      return ThreadProbe.RUNNING;
    } catch (TimeoutException e) {
      return unshared.isStopped(getPid())
          ? new ThreadProbe(ThreadProbe.State.BLOCKED, "stopped", "stopped", 0)
          : ThreadProbe.RUNNING;
    } catch (ExecutionException gone) {
      // it ends just now
      asked = null;
      return ThreadProbe.RUNNING;
    }
  }

  /** Facts by which its output can be told from another run's ({@code scenario.Facts}). */
  public List<?> facts() throws InterruptedException {
    try {
      return MessageCodec.facts(answered(new RoleRequest.Facts())).facts();
    } catch (ExecutionException | TimeoutException goneOrStopped) {
      return List.of();
    }
  }

  /** How it ended, or null. */
  public WaitStatus end() {
    return process.record().end();
  }

  /** The value of one of its variables, as {@code server.s}. */
  public Object propertyMissing(String name) {
    try {
      return value(MessageCodec.outcome(await(requests.ask(new RoleRequest.Get(name)))), null);
    } catch (UntrustedValues.Wrong malformed) {
      throw refused(malformed);
    }
  }

  /** Gives one of its variables a value, as {@code server.port = 4711}. */
  public void propertyMissing(String name, Object value) {
    if (!Wire.travels(value)) {
      throw new UsageException(
          "shell "
              + getName()
              + ": expected a value that can be transferred to another process (text, numbers, bytes, lists and maps of them), given "
              + value);
    }
    await(requests.ask(new RoleRequest.Set(name, value)));
  }

  @Override
  protected RuntimeException refusal() {
    return new SysException(Errno.ESRCH, "shell " + getName(), fate());
  }

  private String fate() {
    process.record().settle();
    WaitStatus end = process.record().end();
    String who = "shell " + getName() + " (process " + getPid() + ") ";
    if (wrong != null) {
      return who + "was terminated, a malformed peer: " + wrong;
    }
    return who + (end == null ? "has closed its link" : end.toString());
  }

  /** Tells it to end; does not wait. */
  void finishes() {
    finish();
    requests.tell(new RoleRequest.End());
  }

  /** It says that it ends: it is waited for until the wait is interrupted. */
  private void awaitExit() {
    while (process.record().end() == null && !Thread.currentThread().isInterrupted()) {
      process.record().settle();
    }
    process.record().destroy();
  }

  /** Waits until it has ended, at most so many nanoseconds; then it is ended. */
  void awaitEnd(long nanos) {
    long start = System.nanoTime();
    while (process.record().end() == null && System.nanoTime() - start < nanos) {
      process.record().settle();
    }
    process.record().destroy();
  }

  @Override
  public Map<String, Object> waitFor() {
    return process.record().awaitEnd(kernel().home()).asMap();
  }

  @Override
  public Map<String, Object> waitFor(Duration time) {
    return Timeouts.within(kernel(), time, this::waitFor);
  }

  @Override
  public String toString() {
    WaitStatus end = process.record().end();
    return "shell "
        + getName()
        + "  process "
        + getPid()
        + (getUser() == null ? "" : "  user " + getUser())
        + "  "
        + (end == null ? doing() : end.toString());
  }
}
