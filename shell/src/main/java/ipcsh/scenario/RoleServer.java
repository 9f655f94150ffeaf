package ipcsh.scenario;

import ipcsh.command.AbstractHost;
import ipcsh.command.CallAttribution;
import ipcsh.command.Context;
import ipcsh.command.DrawCollector;
import ipcsh.command.ExitRequest;
import ipcsh.command.WaitQuery;
import ipcsh.draw.Subject;
import ipcsh.handle.Leftover;
import ipcsh.handle.TextBasis;
import ipcsh.handle.ThreadProbe;
import ipcsh.handle.VariableNames;
import ipcsh.inspect.Exchange;
import ipcsh.language.Evaluator;
import ipcsh.language.Interrupter;
import ipcsh.language.IsolatedScript;
import ipcsh.language.Problem;
import ipcsh.language.Problems;
import ipcsh.language.Rendering;
import ipcsh.language.Session;
import ipcsh.language.Source;
import ipcsh.peer.ErrorReport;
import ipcsh.peer.LineEvent;
import ipcsh.peer.Link;
import ipcsh.peer.MessageCodec;
import ipcsh.peer.RoleAnswer;
import ipcsh.peer.RoleReport;
import ipcsh.peer.RoleRequest;
import ipcsh.peer.ShellDescription;
import ipcsh.peer.ShellService;
import ipcsh.sys.Kernel;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.invoke.BlockedCall;
import ipcsh.view.ExplainedCall;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The server side of a shell role: runs the entries that the scenario's shell sends, one after the
 * other, on the thread that calls {@link #run}. It ends on request, or when the scenario's shell
 * has ended.
 */
public final class RoleServer extends AbstractHost implements ShellService {
  /**
   * A request.
   *
   * @param id identifies it for an interrupt
   * @param message its contents
   * @param answers receives its outcome
   * @param prints receives its output, in addition to the scenario's shell
   */
  private record Request(
      Object id, RoleRequest message, Answers answers, Consumer<String> prints) {}

  /** Receives an answer. */
  private interface Answers {
    void take(RoleAnswer.Outcome answer) throws IOException;
  }

  private final ShellDescription self;
  private final Link link;
  private final Runnable whenTold;
  private final Runnable whenAlone;
  private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
  private final Thread evaluator = Thread.currentThread();
  private final List<String> typed = new ArrayList<>();
  private final AtomicInteger left = new AtomicInteger();
  private BackgroundActivity surroundings;
  private VaryingFacts facts;
  private Session session;
  private Interrupter interrupter;
  private final LinkWatch watch;
  private volatile Runnable whenNamed = () -> {};
  private volatile Request running;
  private final Set<Object> interrupted = new HashSet<>();

  /**
   * A role controlled over this link; the calling thread will evaluate.
   *
   * @param whenTold called when the scenario's shell requests the end of the role
   * @param whenAlone called when the scenario's shell has ended without a request
   */
  public RoleServer(String name, Link link, Runnable whenTold, Runnable whenAlone) {
    this.self = new ShellDescription(name, "role");
    this.link = link;
    this.whenTold = whenTold;
    this.whenAlone = whenAlone;
    this.watch = new LinkWatch(link::heard, this::isConnected, whenAlone);
  }

  /** Runs requests until the end; returns the exit status. */
  public int run(Session itsSession) {
    session = itsSession;
    Kernel kernel = session.context().kernel();
    surroundings = new BackgroundActivity(session.context());
    facts = new VaryingFacts(session.context(), evaluator);
    interrupter = new Interrupter(kernel, evaluator);
    session.context().createdNames().setListener(this::made);
    session.context().exchanges().setListener(this::exchanged);
    Thread receiver = new Thread(this::receive, "link");
    receiver.setDaemon(true);
    receiver.start();
    while (true) {
      Request request = next();
      begin(request);
      RoleAnswer.Outcome answer = answer(request);
      end();
      reply(request, answer);
      left.decrementAndGet();
      if (answer instanceof RoleAnswer.Exit exit) {
        return exit.status();
      }
    }
  }

  private void reply(Request request, RoleAnswer.Outcome answer) {
    try {
      request.answers.take(answer);
    } catch (IOException gone) {
      // if it is the scenario's shell, the receiver notices it too
    } catch (RuntimeException | VirtualMachineError doesNotPrintItself) {
      reply(request, failure(doesNotPrintItself));
    }
  }

  private Request next() {
    while (true) {
      try {
        return requests.take();
      } catch (InterruptedException ofWhatIsOver) {
        // an interrupt must not affect the next request
      }
    }
  }

  private void receive() {
    try {
      for (Map<String, Object> next = link.receive(); next != null; next = link.receive()) {
        handleOrReport(next);
      }
    } catch (IOException | InterruptedException broken) {
      // treated as if it had ended
    }
    whenAlone.run();
  }

  /** Handles a message; an error in it does not affect the following ones. */
  private void handleOrReport(Map<String, Object> next) throws IOException, InterruptedException {
    try {
      hear(next);
    } catch (RuntimeException | VirtualMachineError e) {
      send(failure(e), MessageCodec.number(next));
    }
  }

  private void hear(Map<String, Object> next) throws IOException, InterruptedException {
    RoleRequest request = MessageCodec.roleRequest(next);
    int number = MessageCodec.number(next);
    if (request instanceof RoleRequest.Interrupt interrupt) {
      interrupt(interrupt.of());
    } else if (request instanceof RoleRequest.State) {
      send(activity(), number);
    } else if (request instanceof RoleRequest.Look) {
      send(look(), number);
    } else if (request instanceof RoleRequest.Facts) {
      send(new RoleAnswer.Facts(facts.sent()), number);
    } else if (request instanceof RoleRequest.Names) {
      VariableNames names = session.context().variableNames();
      send(new RoleAnswer.Names(names.ofShell(), names.memoryOfShell()), number);
    } else if (request instanceof RoleRequest.Answer) {
      whenNamed.run();
    } else if (request instanceof RoleRequest.Note note) {
      note(note.on());
    } else if (request instanceof RoleRequest.Ping) {
      watch.begin();
      send(new RoleAnswer.Clock(System.nanoTime()), number);
    } else if (request instanceof RoleRequest.Picture picture) {
      aside(number, () -> new RoleAnswer.Picture(seen(picture)));
    } else if (request instanceof RoleRequest.Waits) {
      aside(number, () -> new WaitQuery(session.context()).answer(evaluator));
    } else if (request instanceof RoleRequest.End) {
      whenTold.run();
    } else {
      add(new Request(number, request, answer -> send(answer, number), line -> {}));
    }
  }

  /** Whether ssh(1) on the other machine is heard, although the shell there is not. */
  private boolean isConnected() {
    try {
      Kernel kernel = session.context().kernel();
      return session
          .context()
          .unshared()
          .look(() -> SshTransport.isAlive(kernel.home(), System.getenv(SshTransport.VARIABLE)));
    } catch (InterruptedException | RuntimeException cannotLook) {
      return false;
    }
  }

  /** Answers on a thread of its own: a look may take a moment, and must not hold up interrupts. */
  private void aside(int number, Supplier<RoleAnswer> look) {
    Thread thread =
        new Thread(
            () -> {
              try {
                send(look.get(), number);
              } catch (IOException gone) {
                // the receiver notices it too, and ends
              } catch (RuntimeException | VirtualMachineError cannotLook) {
                sendQuietly(failure(cannotLook), number);
              } finally {
                session.context().kernel().leaveThread();
              }
            },
            "look");
    thread.setDaemon(true);
    thread.start();
  }

  private void sendQuietly(RoleAnswer answer, int number) {
    try {
      send(answer, number);
    } catch (IOException gone) {
      // the receiver notices it too, and ends
    }
  }

  private Subject seen(RoleRequest.Picture picture) {
    return new DrawCollector(session.context())
        .family(picture.all(), picture.own(), picture.pids());
  }

  /**
   * Asks the scenario's shell to bind the control socket that it has lent.
   *
   * @param itsWork called when it is bound
   */
  public void wantsToAnswer(Runnable itsWork) {
    whenNamed = itsWork;
    send(new RoleReport.Ready());
  }

  private void add(Request request) {
    left.incrementAndGet();
    requests.add(request);
  }

  private synchronized void begin(Request request) {
    interrupter.reset();
    running = request;
  }

  private synchronized boolean isInterrupted(Object id) {
    return interrupted.contains(id);
  }

  private synchronized void end() {
    running = null;
    interrupted.clear();
  }

  /** Interrupts a request, or a future one, if the interrupt has overtaken it. */
  private synchronized void interrupt(Object id) {
    interrupted.add(id);
    if (running != null && running.id.equals(id)) {
      interrupter.interrupt();
    }
  }

  /** Its state, including everything that it has started. */
  private RoleAnswer.Look look() throws InterruptedException {
    return new RoleAnswer.Look(
        surroundings.with(left.get() == 0 ? ThreadProbe.IDLE : probeEvaluator()));
  }

  /** The call in which it is blocked, {@code running} or {@code idle}. */
  private String state() {
    return running == null ? "idle" : Evaluator.doing(session.context().kernel(), evaluator);
  }

  private RoleAnswer.State activity() {
    BlockedCall call = session.context().kernel().callOf(evaluator);
    String state = state();
    return call == null || call.description() == null
        ? new RoleAnswer.State(state, 0, false)
        : new RoleAnswer.State(state, call.thread(), call.isLimited());
  }

  private ThreadProbe probeEvaluator() throws InterruptedException {
    return running == null
        ? ThreadProbe.RUNNING
        : surroundings.unshared().at(evaluator, surroundings.waits());
  }

  private void send(RoleAnswer answer, int number) throws IOException {
    BlockedCall call = session.context().kernel().callOf(evaluator);
    long expired = call == null ? 0 : call.expired();
    link.send(
        answer instanceof RoleAnswer.Outcome outcome && number > 0
            ? MessageCodec.encode(outcome, number, expired, basis())
            : MessageCodec.encode(answer, number, expired));
  }

  /** Only the evaluating thread knows: others send what went wrong with other messages. */
  private TextBasis basis() {
    return Thread.currentThread() == evaluator ? session.basis() : null;
  }

  private RoleAnswer.Outcome answer(Request asked) {
    try {
      if (isInterrupted(asked.id)) {
        throw new SysException(Errno.EINTR, "a block");
      }
      if (asked.message instanceof RoleRequest.Run run) {
        return ran(run);
      }
      if (asked.message instanceof RoleRequest.Get get) {
        return valued(session.names().getVariable(get.name()), null);
      }
      RoleRequest.Set set = (RoleRequest.Set) asked.message;
      session.names().setVariable(set.name(), set.value());
      return new RoleAnswer.Value(null, null);
    } catch (ExitRequest exit) {
      return new RoleAnswer.Exit(exit.status());
    } catch (Throwable error) {
      return failure(error);
    } finally {
      System.out.flush();
    }
  }

  private RoleAnswer.Failed failure(Throwable error) {
    return new RoleAnswer.Failed(report(error));
  }

  private ErrorReport report(Throwable error) {
    failed(error);
    Problem problem = new Problems(session).explain(error);
    return ErrorReport.of(error, problem.message(), problem.hints(), problem.line());
  }

  private RoleAnswer.Outcome ran(RoleRequest.Run run) throws Exception {
    String text = run.text();
    typed.add(text);
    if (!run.explain()) {
      return valued(entered(run), null);
    }
    CallAttribution explaining =
        new CallAttribution(session.context(), session::inC, session.nextFile(), text, 1);
    try {
      Object value = session.context().observed(explaining, () -> entered(run));
      return valued(value, explained(explaining, run.line()));
    } catch (ExitRequest exit) {
      throw exit;
    } catch (Throwable error) {
      explaining.failed(error);
      return new RoleAnswer.Failed(report(error), explained(explaining, run.line()));
    }
  }

  private Object entered(RoleRequest.Run run) throws Exception {
    Object value = session.runEntry(new Source("", run.text(), run.line()), run.compiled());
    if (value != null) {
      session.names().setVariable("_", value);
    }
    return value;
  }

  /** The calls, with line numbers in the file of the entry. */
  private static List<Map<String, ?>> explained(CallAttribution explaining, int line) {
    List<Map<String, ?>> rows = new ArrayList<>();
    for (ExplainedCall row : explaining.so(null)) {
      if (row.getCall() != null) {
        Map<String, Object> sent = row.properties();
        sent.put("number", row.getNumber() + line - 1);
        rows.add(sent);
      }
    }
    return rows;
  }

  private static RoleAnswer.Value valued(Object value, List<Map<String, ?>> calls) {
    return new RoleAnswer.Value(value, Rendering.of(value), calls);
  }

  /**
   * Reports a name that was created, so that the scenario's shell can remove it after the end of
   * this one.
   */
  private void made(Leftover made) {
    Integer user = made.user() == null ? null : made.user().uid();
    send(new RoleReport.Made(made.getKind(), made.getName(), user));
  }

  private void send(RoleReport report) {
    try {
      link.send(MessageCodec.encode(report));
    } catch (IOException gone) {
      // the receiver notices it too, and ends
    }
  }

  private void note(boolean on) {
    session.context().exchanges().note(on);
    session.context().roleShells().note(on);
  }

  private void exchanged(Exchange exchange) {
    send(new RoleReport.Exchanged(exchange));
  }

  /** Sends a line of output. */
  void printed(String line) {
    Request now = running;
    if (now != null) {
      now.prints.accept(line);
    }
    send(new RoleReport.Printed(line));
  }

  @Override
  public Map<String, Object> who() {
    return self.who(state(), List.of(), session.context().variableNames().ofShell());
  }

  @Override
  public Line run(String text, String from, Consumer<LineEvent> events) {
    Request now = running;
    if (now != null) {
      events.accept(new LineEvent.Busy(state()));
    }
    Object id = new Object();
    add(
        new Request(
            id,
            new RoleRequest.Run(text, 1, false),
            answer -> events.accept(asEvent(answer)),
            line -> events.accept(new LineEvent.Printed(line))));
    return () -> interrupt(id);
  }

  private static LineEvent asEvent(RoleAnswer.Outcome answer) {
    if (answer instanceof RoleAnswer.Failed failed) {
      return failed.error().asEvent();
    }
    return answer instanceof RoleAnswer.Value value
        ? new LineEvent.Value(value.value(), value.shown())
        : new LineEvent.Value(null, null);
  }

  @Override
  public void narrate(String line) {
    printed(line);
  }

  @Override
  public void report(String line) {
    printed(line);
  }

  @Override
  public List<String> history() {
    return typed.isEmpty() ? List.of() : List.copyOf(typed.subList(0, typed.size() - 1));
  }

  @Override
  public void play(Path script, Context context) {
    IsolatedScript.run(script, context);
  }
}
