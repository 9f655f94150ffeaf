package ipcsh.peer;

import ipcsh.handle.Accounts;
import ipcsh.handle.Block;
import ipcsh.handle.EntryCompiler;
import ipcsh.handle.HasPid;
import ipcsh.handle.Role;
import ipcsh.handle.RoleHost;
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
import java.util.function.Supplier;

/**
 * Another shell, in a process of its own, that runs the text of the blocks passed to it, entry by
 * entry, with its own variables. It ends when this shell does.
 */
public class RoleShell extends Role implements HasPid, Waitable {
  /** How long a block may take to end after the second interrupt, in milliseconds. */
  private static final long TO_END = 300;

  /**
   * After this time without an answer it is checked whether the process is stopped, in
   * milliseconds.
   */
  private static final long TO_ANSWER = 100;

  /** How long a process that is not stopped is asked for its state again, in nanoseconds. */
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(3);

  private final RoleProcess process;
  private final RoleReports reports;
  private final Accounts accounts;
  private final Requests requests;
  private volatile String wrong;
  private volatile long expired;
  private final EntrySender entrySender;
  private Thread reader;
  private CompletableFuture<Map<String, Object>> asked;
  private final Map<RoleRequest, CompletableFuture<Map<String, Object>>> unanswered =
      new HashMap<>();

  RoleShell(
      String name,
      RoleProcess process,
      RoleReports reports,
      RoleServices services,
      Supplier<EntryCompiler> compiler) {
    super(name, services);
    this.process = process;
    this.reports = reports;
    this.accounts = services.accounts();
    // another user's role compiles its entries itself
    this.entrySender = new EntrySender(process.user() == null ? compiler : () -> null);
    this.requests = new Requests(process.link(), this::report, this::isWrong, this::finish);
    requests.begin("link " + name, services.kernel());
  }

  @Override
  public int getPid() {
    return process.pid();
  }

  /** Its user, or null if it is the user of this shell. */
  public User getUser() {
    return process.user();
  }

  /** Where it runs; null if in the surroundings of this shell. */
  public RoleHost host() {
    return process.host();
  }

  /** Whether it has ended. */
  public boolean isDone() {
    return process.record().end() != null;
  }

  /** Sets the thread that reads output written directly to its standard output. */
  void outputReadBy(Thread itsReader) {
    reader = itsReader;
  }

  /** It has violated the protocol, so it is not trusted any more: it is killed. */
  private void isWrong(String what) {
    wrong = what;
    process.record().destroy();
  }

  private void report(Map<String, Object> message) {
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

  /** It has created a name, or one of its own roles has, which may run as yet another user. */
  private void made(RoleReport.Made made) {
    User maker = process.user();
    if (maker == null && made.user() != null) {
      maker = User.of(accounts, made.user());
    }
    reports.names().note(made.kind(), made.name(), getName(), maker);
  }

  /** Enables or disables its reports of the data that it sends and receives. */
  void note(boolean on) {
    requests.send(new RoleRequest.Note(on));
  }

  /** It is ready to serve the socket that it was lent. */
  private void lend() {
    try {
      process.control().open(process.pid());
      requests.send(new RoleRequest.Answer());
    } catch (IOException directoryCannotBeUsed) {
      // reported already: this shell itself cannot be registered either
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
          await(
              requests.ask(
                  new RoleRequest.Run(
                      entry.text(), entry.line(), explain, entrySender.compiled(entry.text()))));
      expired = MessageCodec.expired(received, expired);
      entrySender.answered(received);
      RoleAnswer.Outcome outcome = MessageCodec.outcome(received);
      if (outcome.calls() != null) {
        reports.calls().report(block.file(), this, outcome.calls());
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

  /** The value of a request; throws its failure. */
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
   * Waits for an answer; an interrupt of the wait interrupts what runs there. After a second
   * interrupt it waits only a short time: a role that is stopped, or cannot be interrupted, does
   * not answer.
   */
  private Map<String, Object> await(Requests.Answer answer) {
    RoleRequest interrupt = new RoleRequest.Interrupt(answer.number());
    try {
      return answer.get();
    } catch (InterruptedException first) {
      requests.send(interrupt);
    } catch (ExecutionException gone) {
      throw refusal();
    }
    try {
      return answer.get();
    } catch (InterruptedException second) {
      requests.send(interrupt);
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
   * Its state: the call in which it is blocked, {@code recvfrom(3, ...)}, {@code running} or {@code
   * idle}; null if it does not answer.
   */
  public String state() {
    return activity(false).state();
  }

  /**
   * The same with the ID of its thread; its state is null if it does not answer. A busy machine is
   * given more time than a process that is stopped.
   */
  public RoleAnswer.State activity(UnsharedObserver unshared) {
    RoleAnswer.State state = activity(false);
    long start = System.nanoTime();
    try {
      while (state.state() == null
          && !isDone()
          && System.nanoTime() - start < PATIENCE
          && !unshared.isStopped(getPid())) {
        state = activity(true);
      }
    } catch (InterruptedException e) {
      throw new SysException(Errno.EINTR, "shell " + getName());
    }
    return state;
  }

  private RoleAnswer.State activity(boolean patiently) {
    try {
      return MessageCodec.state(answered(new RoleRequest.State(), patiently));
    } catch (ExecutionException | TimeoutException | UntrustedValues.Wrong goneOrStopped) {
      return new RoleAnswer.State(null, 0, false);
    } catch (InterruptedException e) {
      throw new SysException(Errno.EINTR, "shell " + getName());
    }
  }

  /** The names of its variables that hold handles; none if it does not answer. */
  public RoleAnswer.Names variableNames() {
    if (isDone()) {
      return RoleAnswer.Names.NONE;
    }
    try {
      return MessageCodec.names(answered(new RoleRequest.Names()));
    } catch (ExecutionException | TimeoutException | UntrustedValues.Wrong goneOrStopped) {
      return RoleAnswer.Names.NONE;
    } catch (InterruptedException e) {
      throw new SysException(Errno.EINTR, "shell " + getName());
    }
  }

  private Map<String, Object> answered(RoleRequest what)
      throws InterruptedException, ExecutionException, TimeoutException {
    return answered(what, false);
  }

  /**
   * A quick answer: if the previous request has not been answered, no new one is sent.
   *
   * @param patiently whether the answer to the previous one is waited for
   */
  private synchronized Map<String, Object> answered(RoleRequest what, boolean patiently)
      throws InterruptedException, ExecutionException, TimeoutException {
    CompletableFuture<Map<String, Object>> answer = unanswered.get(what);
    if (answer == null || answer.isDone()) {
      answer = requests.ask(what);
      unanswered.put(what, answer);
    } else if (!patiently) {
      throw new TimeoutException();
    }
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

  /** Its state as reported by itself; a stopped process does not answer. */
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
      // it has just ended
      asked = null;
      return ThreadProbe.RUNNING;
    }
  }

  /** Facts that identify the varying parts of its output ({@code scenario.Facts}). */
  public List<?> facts() throws InterruptedException {
    try {
      return MessageCodec.facts(answered(new RoleRequest.Facts())).facts();
    } catch (ExecutionException | TimeoutException goneOrStopped) {
      return List.of();
    }
  }

  /** Its wait status, or null. */
  public WaitStatus end() {
    return process.record().end();
  }

  /** The value of one of its variables: {@code server.s}. */
  public Object propertyMissing(String name) {
    try {
      return value(MessageCodec.outcome(await(requests.ask(new RoleRequest.Get(name)))), null);
    } catch (UntrustedValues.Wrong malformed) {
      throw refused(malformed);
    }
  }

  /** Assigns to one of its variables: {@code server.port = 4711}. */
  public void propertyMissing(String name, Object value) {
    if (!Wire.travels(value)) {
      throw new UsageException(
          "shell "
              + getName()
              + ": expected a value that can be transferred to another process (text, numbers, bytes, lists and maps of them), given "
              + value);
    }
    try {
      entrySender.answered(await(requests.ask(new RoleRequest.Set(name, value))));
    } catch (UntrustedValues.Wrong malformed) {
      throw refused(malformed);
    }
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

  /** Requests its end; does not wait. */
  void finishes() {
    finish();
    requests.send(new RoleRequest.End());
  }

  /** Waits for its end, which it has announced, until the wait is interrupted. */
  private void awaitExit() {
    while (process.record().end() == null && !Thread.currentThread().isInterrupted()) {
      process.record().settle();
    }
    process.record().destroy();
  }

  /** Waits for its end, at most this many nanoseconds; then it is killed. */
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
