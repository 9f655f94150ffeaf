package ipcsh.peer;

import ipcsh.handle.Block;
import ipcsh.handle.CallListeners;
import ipcsh.handle.ChildRecord;
import ipcsh.handle.CreatedNames;
import ipcsh.handle.ExchangeLog;
import ipcsh.handle.HasPid;
import ipcsh.handle.Jobs;
import ipcsh.handle.Leftover;
import ipcsh.handle.MethodFallback;
import ipcsh.handle.Role;
import ipcsh.handle.RoleObserver;
import ipcsh.handle.ThreadProbe;
import ipcsh.handle.Timeouts;
import ipcsh.handle.UnsharedObserver;
import ipcsh.handle.UsageException;
import ipcsh.handle.User;
import ipcsh.handle.Waitable;
import ipcsh.inspect.Exchange;
import ipcsh.inspect.UntrustedValues;
import ipcsh.sys.Errno;
import ipcsh.sys.Kernel;
import ipcsh.sys.SysException;
import ipcsh.sys.WaitStatus;
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

  private final int pid;
  private final User user;
  private final ChildRecord record;
  private final LentSocket control;
  private final CreatedNames ledger;
  private final ExchangeLog exchanges;
  private final CallListeners witnesses;
  private final Requests requests;
  private volatile String wrong;
  private volatile long expired;
  private Thread reader;
  private CompletableFuture<Map<String, Object>> asked;
  private final Map<String, CompletableFuture<Map<String, Object>>> unanswered = new HashMap<>();

  RoleShell(
      String name,
      int pid,
      User user,
      ChildRecord record,
      LentSocket control,
      Link link,
      RoleObserver audience,
      CreatedNames ledger,
      ExchangeLog exchanges,
      CallListeners witnesses,
      Kernel kernel,
      Jobs jobs,
      MethodFallback methods) {
    super(name, kernel, jobs, methods, audience);
    this.pid = pid;
    this.user = user;
    this.record = record;
    this.control = control;
    this.ledger = ledger;
    this.exchanges = exchanges;
    this.witnesses = witnesses;
    this.requests = new Requests(link, this::told, this::isWrong, this::finish);
    requests.begin("link " + name, kernel);
  }

  @Override
  public int getPid() {
    return pid;
  }

  /** As whom it runs, or null where it is who runs this shell. */
  public User getUser() {
    return user;
  }

  /** Whether it has ended. */
  public boolean isDone() {
    return record.end() != null;
  }

  /** Says which thread reads what it writes past the shell. */
  void outputReadBy(Thread itsReader) {
    reader = itsReader;
  }

  /** It does what no shell does: who knows what it is. It is ended. */
  private void isWrong(String what) {
    wrong = what;
    record.destroy();
  }

  private void told(Map<String, Object> message) {
    if (message.get("out") instanceof String line) {
      audience().printed(this, line);
    } else if (message.containsKey("control") && control != null) {
      lend();
    } else if (message.containsKey("made")) {
      made(UntrustedValues.of(message));
    } else if (message.containsKey("exchanged")) {
      exchanges.note(Exchange.of(message.get("exchanged"), getName()));
    }
  }

  /** It has made a name, or a role of its own has, which may run as yet another user. */
  private void made(UntrustedValues told) {
    Leftover.Kind kind = told.one("made", Leftover.Kind.class);
    User maker = user;
    if (user == null && told.has("user")) {
      maker = User.of(kernel(), (int) told.number("user", 0, Integer.MAX_VALUE));
    }
    ledger.note(kind, told.name("name"), getName(), maker);
  }

  /** Lets it tell what it sends and receives, or not any more. */
  void note(boolean on) {
    requests.tell(Map.of("do", "note", "on", on));
  }

  /** It is ready to answer at the socket that it was lent. */
  private void lend() {
    try {
      control.open(pid);
      requests.tell(Map.of("do", "answer"));
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
      audience().begins(this, entry);
      if (!entry.isComment()) {
        value = run(block, entry);
      }
    }
    return value;
  }

  private Object run(Block block, Block.Entry entry) {
    try {
      Map<String, Object> answer =
          await(
              requests.ask(
                  Map.of(
                      "do",
                      "run",
                      "text",
                      entry.text(),
                      "line",
                      entry.line(),
                      "explain",
                      witnesses.isThere())));
      expired = answer.get("expired") instanceof Number count ? count.longValue() : expired;
      if (answer.containsKey("explained")) {
        witnesses.tell(block.file(), this, RemoteCalls.of(answer.get("explained")));
      }
      if (answer.get("error") instanceof Map<?, ?> error) {
        throw thrown(ErrorCodec.received(error, block.file(), getName()));
      }
      Object shown = answer.get("shown");
      if (shown != null && !(shown instanceof String)) {
        throw new UntrustedValues.Wrong("a value that has no text");
      }
      audience().gave(this, entry, (String) shown);
      if (answer.containsKey("exit")) {
        awaitExit();
      }
      return answer.get("value");
    } catch (UntrustedValues.Wrong malformed) {
      RuntimeException refused = refused(malformed);
      audience().failed(this, entry, refused);
      throw refused;
    } catch (RuntimeException | Error e) {
      audience().failed(this, entry, e);
      throw e;
    }
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
    Map<String, Object> interrupt = Map.of("do", "interrupt", "of", answer.number());
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
          "it does not answer; kill " + pid + ", SIGKILL ends it");
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
      return UntrustedValues.of(answered("state")).wordOrNull("state");
    } catch (ExecutionException | TimeoutException | UntrustedValues.Wrong goneOrStopped) {
      return null;
    } catch (InterruptedException e) {
      throw new SysException(Errno.EINTR, "shell " + getName());
    }
  }

  /** An answer at once: one that has not answered yet is not asked again. */
  private synchronized Map<String, Object> answered(String what)
      throws InterruptedException, ExecutionException, TimeoutException {
    CompletableFuture<Map<String, Object>> before = unanswered.get(what);
    if (before != null && !before.isDone()) {
      throw new TimeoutException();
    }
    CompletableFuture<Map<String, Object>> answer = requests.ask(Map.of("do", what));
    unanswered.put(what, answer);
    return answer.get(TO_ANSWER, TimeUnit.MILLISECONDS);
  }

  @Override
  public long expired() {
    return expired;
  }

  @Override
  public ThreadProbe look(UnsharedObserver lookout) throws InterruptedException {
    ThreadProbe here = super.look(lookout);
    if (isDone()) {
      return here.state() == ThreadProbe.State.IDLE && !reader.isAlive()
          ? here
          : ThreadProbe.RUNNING;
    }
    ThreadProbe reading = lookout.at(reader, waits());
    ThreadProbe there = there(lookout);
    boolean between =
        here.state() != ThreadProbe.State.IDLE && there.state() == ThreadProbe.State.IDLE;
    return between || reading.isRunning()
        ? ThreadProbe.RUNNING
        : new ThreadProbe(
            there.state(), there.call(), there.evidence() + reading.evidence(), there.tries());
  }

  /** What it says that it does; one that is stopped says nothing. */
  private ThreadProbe there(UnsharedObserver lookout) throws InterruptedException {
    boolean earlier = asked != null;
    if (!earlier) {
      asked = requests.ask(Map.of("do", "look"));
    }
    try {
      Map<String, Object> answer = asked.get(TO_ANSWER, TimeUnit.MILLISECONDS);
      asked = null;
      if (answer.containsKey("error")) {
        return ThreadProbe.RUNNING;
      }
      return earlier ? there(lookout) : look(UntrustedValues.of(answer));
    } catch (UntrustedValues.Wrong malformed) {
      isWrong(malformed.getMessage());
      return ThreadProbe.RUNNING;
    } catch (TimeoutException e) {
      return lookout.isStopped(pid)
          ? new ThreadProbe(ThreadProbe.State.BLOCKED, "stopped", "stopped", 0)
          : ThreadProbe.RUNNING;
    } catch (ExecutionException gone) {
      // it ends just now
      asked = null;
      return ThreadProbe.RUNNING;
    }
  }

  private static ThreadProbe look(UntrustedValues told) {
    return new ThreadProbe(
        told.one("state", ThreadProbe.State.class),
        told.wordOrNull("call"),
        told.text("evidence"),
        told.number("tries", 0, Long.MAX_VALUE));
  }

  /** Facts by which its output can be told from another run's ({@code scenario.Facts}). */
  public List<?> facts() throws InterruptedException {
    try {
      return answered("facts").get("facts") instanceof List<?> facts ? facts : List.of();
    } catch (ExecutionException | TimeoutException goneOrStopped) {
      return List.of();
    }
  }

  /** How it ended, or null. */
  public WaitStatus end() {
    return record.end();
  }

  /** The value of one of its variables, as {@code server.s}. */
  public Object propertyMissing(String name) {
    Map<String, Object> answer = await(requests.ask(Map.of("do", "get", "name", name)));
    if (answer.get("error") instanceof Map<?, ?> error) {
      try {
        throw thrown(ErrorCodec.received(error, null, getName()));
      } catch (UntrustedValues.Wrong malformed) {
        throw refused(malformed);
      }
    }
    return answer.get("value");
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
    Map<String, Object> request = new HashMap<>();
    request.put("do", "set");
    request.put("name", name);
    request.put("value", value);
    await(requests.ask(request));
  }

  @Override
  protected RuntimeException refusal() {
    return new SysException(Errno.ESRCH, "shell " + getName(), fate());
  }

  private String fate() {
    record.settle();
    WaitStatus end = record.end();
    String who = "shell " + getName() + " (process " + pid + ") ";
    if (wrong != null) {
      return who + "was terminated, a malformed peer: " + wrong;
    }
    return who + (end == null ? "has closed its link" : end.toString());
  }

  /** Tells it to end; does not wait. */
  void finishes() {
    finish();
    requests.tell(Map.of("do", "end"));
  }

  /** It says that it ends: it is waited for until the wait is interrupted. */
  private void awaitExit() {
    while (record.end() == null && !Thread.currentThread().isInterrupted()) {
      record.settle();
    }
    record.destroy();
  }

  /** Waits until it has ended, at most so many nanoseconds; then it is ended. */
  void awaitEnd(long nanos) {
    long start = System.nanoTime();
    while (record.end() == null && System.nanoTime() - start < nanos) {
      record.settle();
    }
    record.destroy();
  }

  @Override
  public Map<String, Object> waitFor() {
    return record.awaitEnd(kernel().home()).asMap();
  }

  @Override
  public Map<String, Object> waitFor(Duration time) {
    return Timeouts.within(kernel(), time, this::waitFor);
  }

  @Override
  public String toString() {
    WaitStatus end = record.end();
    return "shell "
        + getName()
        + "  process "
        + pid
        + (user == null ? "" : "  user " + user)
        + "  "
        + (end == null ? doing() : end.toString());
  }
}
