package ipcsh.peer;

import ipcsh.draw.Subject;
import ipcsh.handle.DistantFd;
import ipcsh.handle.Handle;
import ipcsh.handle.RemoteFd;
import ipcsh.handle.RoleFailure;
import ipcsh.handle.RoleServices;
import ipcsh.handle.SignalTarget;
import ipcsh.handle.UsageException;
import ipcsh.inspect.UntrustedValues;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.abi.WaitStatus;
import ipcsh.sys.text.EscapedText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A role on another machine. Its messages travel through ssh(1), whose process here stands for it:
 * it ends when the role ends, or when the connection does. It is told regularly that this shell is
 * still there, and ends if it has not been told for a while.
 */
public class DistantRole extends RoleShell implements SignalTarget {
  /** How long it may take to answer a question, in milliseconds: the network may be slow. */
  private static final long TO_ANSWER = 2000;

  /** How long its start may take, in seconds: the first one there makes a start-up cache. */
  private static final long TO_START = 180;

  private static final long PING_INTERVAL = 4000;
  private static final int MOST_EARLY = 20;

  /** The exit status of ssh if the connection is broken. */
  private static final int BROKEN = 255;

  /** The exit statuses of sh(1) for a command that was not found, or cannot be executed. */
  private static final int NOT_FOUND = 127;

  private static final int NOT_EXECUTABLE = 126;
  private static final int NO_DIRECTORY = 125;

  /** Added by sh(1) to the number of the signal that killed a command. */
  private static final int BY_SIGNAL = 128;

  private static final int LAST_SIGNAL = 64;

  private final RoleProcess process;
  private final SshConnection connection;
  private final MarkedInput input;
  private final DistantCompiler.OfRole compiler;
  private final String program;
  private final Consumer<String> printed;
  private final CompletableFuture<RoleHello> hello = new CompletableFuture<>();
  private final List<String> early = new ArrayList<>();
  private final DistantLook look;
  private volatile Integer exit;
  private volatile long clockAhead;
  private volatile long roundTrip = Long.MAX_VALUE;

  DistantRole(
      String name,
      RoleProcess process,
      RoleReports reports,
      RoleServices services,
      DistantCompiler.OfRole compiler,
      SshConnection connection,
      MarkedInput input,
      String program) {
    super(name, process, reports, services, compiler);
    this.compiler = compiler;
    this.process = process;
    this.connection = connection;
    this.input = input;
    this.program = program;
    this.look = new DistantLook(requests(), connection.destination().text(), this::isWrong);
    this.printed = line -> services.observer().printed(this, line);
  }

  /** The machine on which it runs, as it was given. */
  public String getHost() {
    return connection.destination().text();
  }

  /** The process ID there; 0 before it has started. */
  @Override
  public int getPid() {
    RoleHello its = hello.isCompletedExceptionally() ? null : hello.getNow(null);
    return its == null ? 0 : its.pid();
  }

  /**
   * Not possible.
   *
   * @throws UsageException always
   */
  @Override
  public int localPid() {
    throw new UsageException(
        who()
            + " is a process of "
            + getHost()
            + ": its ID is of no use on this machine; "
            + getName()
            + " { ... } runs a command there");
  }

  @Override
  long toAnswer() {
    return TO_ANSWER;
  }

  @Override
  String ending() {
    return "kill " + getName();
  }

  @Override
  String place() {
    return " on " + getHost();
  }

  @Override
  void heard(RoleReport report) {
    if (report instanceof RoleReport.Hello its) {
      compiler.isFor(its.hello().program());
      hello.complete(its.hello());
    } else if (report instanceof RoleReport.Exchanged its) {
      super.heard(new RoleReport.Exchanged(its.exchange().elsewhere(getHost(), clockAhead)));
    } else if (!(report instanceof RoleReport.Made)) {
      // a name that it has made is one of its machine: it removes it itself
      super.heard(report);
    }
  }

  @Override
  void linkEnds() {
    super.linkEnds();
    hello.completeExceptionally(new Requests.Gone());
    connection.leave();
  }

  /** Asks what is open there, of which {@link #picture} is the answer; does not wait. */
  public void askPicture(boolean all, boolean own, List<Integer> others) {
    look.ask(new RoleRequest.Picture(all, own, others));
  }

  /**
   * What is open there.
   *
   * @param number the number of its machine in the picture, from 1
   * @param nanos how long an answer may take
   * @return the previous answer if it takes longer, null if there is none
   */
  public Subject picture(int number, long nanos) {
    return look.picture(number, nanos);
  }

  /**
   * Asks why it and what it has started waits; does not wait for the answer. It gives null if there
   * is no answer.
   */
  public Supplier<RoleAnswer.Waits> askWaits() {
    CompletableFuture<Map<String, Object>> asked = look.askWaits();
    return () -> DistantLook.waits(asked, TimeUnit.MILLISECONDS.toNanos(2 * TO_ANSWER));
  }

  /** Stops to report what it sends and receives, after all that was sent has arrived here. */
  @Override
  void note(boolean on) {
    super.note(on);
    if (!on) {
      try {
        requests().ask(new RoleRequest.Ping()).get(TO_ANSWER, TimeUnit.MILLISECONDS);
      } catch (ExecutionException | TimeoutException gone) {
        // then some are missing
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The process of ssh here. */
  int carrier() {
    return process.record().pid();
  }

  /** It is not used: ends it. */
  void abandon() {
    finish();
    process.record().destroy();
  }

  /** It has printed a line, or ssh has. */
  void prints(String line) {
    synchronized (early) {
      if (!hello.isDone() || hello.isCompletedExceptionally()) {
        if (early.size() < MOST_EARLY && !line.isBlank()) {
          early.add(EscapedText.word(line));
        }
        return;
      }
    }
    printed.accept(line);
  }

  /**
   * Waits until it has started.
   *
   * @throws RoleFailure with the reason if it does not start
   */
  void awaitStart() throws InterruptedException {
    RoleHello its;
    try {
      its = hello.get(TO_START, TimeUnit.SECONDS);
    } catch (ExecutionException gone) {
      throw failure();
    } catch (TimeoutException hangs) {
      process.record().destroy();
      throw new RoleFailure(
          who() + " has not started on " + getHost() + " within " + TO_START + " s", List.of());
    }
    if (its.protocol() != RoleHello.PROTOCOL) {
      process.record().destroy();
      throw new RoleFailure(
          who()
              + ": ipcsh "
              + its.version()
              + " on "
              + getHost()
              + " speaks version "
              + its.protocol()
              + " of the protocol of roles, this one version "
              + RoleHello.PROTOCOL
              + ": install the same ipcsh on both machines",
          List.of());
    }
    synchronized (early) {
      early.forEach(printed);
      early.clear();
    }
    Thread ping = new Thread(this::ping, "ping " + getName());
    ping.setDaemon(true);
    ping.start();
  }

  private String who() {
    return "shell " + getName();
  }

  private RoleFailure failure() {
    process.record().settle();
    awaitOutput();
    WaitStatus carrier = process.record().end();
    Integer status = carrier == null ? null : carrier.exit();
    List<String> said = new ArrayList<>();
    input.skipped().forEach(line -> said.add(EscapedText.word(line)));
    synchronized (early) {
      said.addAll(early);
    }
    String words = said.isEmpty() ? "" : ": " + String.join("; ", said);
    if (status == null || status == BROKEN) {
      return new RoleFailure(who() + ": " + getHost() + " cannot be reached" + words, List.of());
    }
    if (status == NOT_FOUND || status == NOT_EXECUTABLE) {
      return new RoleFailure(
          who()
              + ": "
              + getHost()
              + (status == NOT_FOUND ? " has no program " : " cannot execute ")
              + program,
          List.of(
              "ipcsh has to be installed there; ipcsh: '/path/of/ipcsh' is where, if it is not on the PATH"));
    }
    if (status == NO_DIRECTORY) {
      return new RoleFailure(who() + ": no directory can be created on " + getHost(), List.of());
    }
    String older = words.contains("unknown option") ? ", an older version" : "";
    return new RoleFailure(
        who()
            + ": "
            + program
            + " on "
            + getHost()
            + older
            + " has ended (exit "
            + status
            + ")"
            + words,
        List.of());
  }

  /** Tells it regularly that this shell is there, and asks for its time. */
  private void ping() {
    try {
      CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
      while (!isDone()) {
        if (last.isDone()) {
          long begin = System.nanoTime();
          last = requests().ask(new RoleRequest.Ping()).thenAccept(answer -> timed(begin, answer));
        } else {
          requests().send(new RoleRequest.Ping());
        }
        Thread.sleep(PING_INTERVAL);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      kernel().leaveThread();
    }
  }

  /** The answer with the shortest round trip tells most about its clock. */
  private void timed(long begin, Map<String, Object> answer) {
    long end = System.nanoTime();
    try {
      long there = MessageCodec.clock(answer);
      if (end - begin < roundTrip) {
        roundTrip = end - begin;
        clockAhead = there - (begin + (end - begin) / 2);
      }
    } catch (UntrustedValues.Wrong malformed) {
      // the times of its exchanges are not comparable then
    }
  }

  @Override
  void exits(int status) {
    exit = status;
  }

  /** How it has ended; a broken connection is exit status 255. */
  @Override
  public WaitStatus end() {
    WaitStatus carrier = process.record().end();
    if (carrier == null) {
      return null;
    }
    int pid = getPid();
    if (exit != null) {
      return new WaitStatus(pid, (exit & 0xff) << 8);
    }
    Integer status = carrier.exit();
    boolean bySignal = status != null && status > BY_SIGNAL && status <= BY_SIGNAL + LAST_SIGNAL;
    return new WaitStatus(pid, bySignal ? status - BY_SIGNAL : carrier.status());
  }

  /** Whether its end is unknown, because the connection has ended before. */
  private boolean isLost() {
    WaitStatus carrier = process.record().end();
    return exit == null && carrier != null && (carrier.exit() == null || carrier.exit() == BROKEN);
  }

  @Override
  protected RuntimeException refusal() {
    process.record().settle();
    return isLost() ? new SysException(Errno.ECONNRESET, who(), fate()) : super.refusal();
  }

  @Override
  String fate() {
    String usual = super.fate();
    return isLost()
        ? "the connection to "
            + getHost()
            + " is broken: nothing is known of process "
            + getPid()
            + " there, which ends by itself"
        : usual;
  }

  /** Why it takes no more blocks. */
  public RuntimeException whyEnded() {
    return refusal();
  }

  /** Sends it a signal, through ssh. */
  @Override
  public int kill(int signal) {
    int status = connection.command(List.of("kill", "-" + signal, String.valueOf(getPid())));
    if (status != 0) {
      throw new SysException(
          status == BROKEN ? Errno.ECONNRESET : Errno.ESRCH,
          "kill(" + getName() + ", " + signal + ")",
          "kill(1) on " + getHost() + " has failed");
    }
    return 0;
  }

  @Override
  public Map<String, Object> waitFor() {
    process.record().awaitEnd(kernel().home());
    return end().asMap();
  }

  @Override
  Object received(Object value) {
    if (value instanceof RemoteFd fd) {
      return new DistantFd(getHost(), fd.number(), fd.text());
    }
    if (value instanceof List<?> list) {
      List<Object> all = new ArrayList<>();
      list.forEach(each -> all.add(received(each)));
      return all;
    }
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> all = new LinkedHashMap<>();
      map.forEach((key, each) -> all.put(received(key), received(each)));
      return all;
    }
    return value;
  }

  @Override
  public void propertyMissing(String name, Object value) {
    if (value instanceof Handle handle && !Wire.travels(value)) {
      throw new UsageException(
          who()
              + ": "
              + handle
              + " cannot be a variable on "
              + getHost()
              + ": it refers to an object of this machine's kernel, and no message can carry that to another machine");
    }
    super.propertyMissing(name, value);
  }
}
