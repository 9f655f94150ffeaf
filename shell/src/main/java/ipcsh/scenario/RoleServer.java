package ipcsh.scenario;

import ipcsh.command.CallAttribution;
import ipcsh.command.Context;
import ipcsh.command.ExitRequest;
import ipcsh.command.ExplainedCall;
import ipcsh.command.Host;
import ipcsh.handle.Leftover;
import ipcsh.handle.ThreadProbe;
import ipcsh.inspect.Exchange;
import ipcsh.language.Evaluator;
import ipcsh.language.Interrupter;
import ipcsh.language.IsolatedScript;
import ipcsh.language.Problem;
import ipcsh.language.Problems;
import ipcsh.language.Rendering;
import ipcsh.language.Session;
import ipcsh.language.Source;
import ipcsh.peer.ErrorCodec;
import ipcsh.peer.Events;
import ipcsh.peer.Link;
import ipcsh.peer.ShellDescription;
import ipcsh.peer.ShellService;
import ipcsh.sys.BlockedCall;
import ipcsh.sys.Errno;
import ipcsh.sys.Kernel;
import ipcsh.sys.SysException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The side of a shell role that is the other process: runs the entries that the scenario's shell
 * sends, one after the other, on the thread that calls {@link #run}. It ends when it is told to, or
 * when the scenario's shell has gone.
 */
public final class RoleServer implements Host, ShellService {
  /**
   * What is requested of it.
   *
   * @param id by which it is known when it is interrupted
   * @param message what to do
   * @param answers takes what comes of it
   * @param prints takes what it prints, beside the scenario's shell
   */
  private record Request(
      Object id, Map<String, Object> message, Answers answers, Consumer<String> prints) {}

  /** Takes an answer. */
  private interface Answers {
    void take(Map<String, Object> answer) throws IOException;
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
  private volatile Runnable whenNamed = () -> {};
  private volatile Throwable lastError;
  private volatile Request running;
  private final Set<Object> interrupted = new HashSet<>();

  /**
   * A role that is driven over this link; the calling thread will evaluate.
   *
   * @param whenTold called when the scenario's shell wants the role to end
   * @param whenAlone called when the scenario's shell has gone without a word
   */
  public RoleServer(String name, Link link, Runnable whenTold, Runnable whenAlone) {
    this.self = new ShellDescription(name, "role");
    this.link = link;
    this.whenTold = whenTold;
    this.whenAlone = whenAlone;
  }

  /** Runs what is sent until the end; gives the exit status. */
  public int run(Session itsSession) {
    session = itsSession;
    Kernel kernel = session.context().kernel();
    surroundings = new BackgroundActivity(session.context());
    facts = new VaryingFacts(session.context(), evaluator);
    interrupter = new Interrupter(kernel, evaluator);
    session.context().ledger().tell(this::made);
    session.context().exchanges().tell(this::exchanged);
    Thread receiver = new Thread(this::receive, "link");
    receiver.setDaemon(true);
    receiver.start();
    while (true) {
      Request request = next();
      begin(request);
      Map<String, Object> answer = answer(request);
      end();
      tell(request, answer);
      left.decrementAndGet();
      if (answer.get("exit") instanceof Integer status) {
        return status;
      }
    }
  }

  private void tell(Request request, Map<String, Object> answer) {
    try {
      request.answers.take(answer);
    } catch (IOException gone) {
      // if it is the scenario's shell, the receiver sees it too
    } catch (RuntimeException | VirtualMachineError doesNotPrintItself) {
      tell(request, failure(doesNotPrintItself));
    }
  }

  private Request next() {
    while (true) {
      try {
        return requests.take();
      } catch (InterruptedException ofWhatIsOver) {
        // the next one is not meant
      }
    }
  }

  private void receive() {
    try {
      for (Map<String, Object> next = link.receive(); next != null; next = link.receive()) {
        hearOrSayWhyNot(next);
      }
    } catch (IOException | InterruptedException broken) {
      // as if it had gone
    }
    whenAlone.run();
  }

  /** Whatever goes wrong with one message, the next ones are heard. */
  private void hearOrSayWhyNot(Map<String, Object> next) throws IOException, InterruptedException {
    try {
      hear(next);
    } catch (RuntimeException | VirtualMachineError e) {
      send(failure(e), next);
    }
  }

  private void hear(Map<String, Object> next) throws IOException, InterruptedException {
    switch (String.valueOf(next.get("do"))) {
      case "interrupt" -> interrupt(next.get("of"));
      case "state" -> send(Map.of("state", state()), next);
      case "look" -> send(look(), next);
      case "facts" -> send(Map.of("facts", facts.sent()), next);
      case "answer" -> whenNamed.run();
      case "note" -> note((Boolean) next.get("on"));
      case "end" -> whenTold.run();
      default -> add(new Request(next.get("id"), next, answer -> send(answer, next), line -> {}));
    }
  }

  /**
   * Asks the scenario's shell to give the control socket that it has lent its name.
   *
   * @param itsWork called when it has done so
   */
  public void wantsToAnswer(Runnable itsWork) {
    whenNamed = itsWork;
    try {
      link.send(Map.of("control", "ready"));
    } catch (IOException gone) {
      // the receiver sees it too, and ends
    }
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

  /** Interrupts a request, or one that comes next: its interruption has overtaken it. */
  private synchronized void interrupt(Object id) {
    interrupted.add(id);
    if (running != null && running.id.equals(id)) {
      interrupter.interrupt();
    }
  }

  /** What it does, with all that it has started. */
  private Map<String, Object> look() throws InterruptedException {
    ThreadProbe look = surroundings.with(left.get() == 0 ? ThreadProbe.IDLE : evaluatorsLook());
    Map<String, Object> answer = new HashMap<>();
    answer.put("state", look.state().name());
    answer.put("call", look.call());
    answer.put("evidence", look.evidence());
    answer.put("tries", look.tries());
    return answer;
  }

  /** The call in which it is blocked, {@code running} or {@code idle}. */
  private String state() {
    return running == null ? "idle" : Evaluator.doing(session.context().kernel(), evaluator);
  }

  private ThreadProbe evaluatorsLook() throws InterruptedException {
    return running == null
        ? ThreadProbe.RUNNING
        : surroundings.lookout().at(evaluator, surroundings.waits());
  }

  private void send(Map<String, ?> answer, Map<String, Object> request) throws IOException {
    Map<String, Object> numbered = new HashMap<>(answer);
    numbered.put("re", request.get("id"));
    BlockedCall call = session.context().kernel().callOf(evaluator);
    numbered.put("expired", call == null ? 0 : call.expired());
    link.send(numbered);
  }

  private Map<String, Object> answer(Request asked) {
    Map<String, Object> request = asked.message;
    try {
      if (isInterrupted(asked.id)) {
        throw new SysException(Errno.EINTR, "a block");
      }
      return switch (String.valueOf(request.get("do"))) {
        case "run" -> ran(request);
        case "get" -> valued(session.names().getVariable((String) request.get("name")));
        case "set" -> {
          session.names().setVariable((String) request.get("name"), request.get("value"));
          yield Map.of();
        }
        default -> throw new IllegalArgumentException("no shell can " + request.get("do"));
      };
    } catch (ExitRequest exit) {
      return Map.of("exit", exit.status());
    } catch (Throwable error) {
      return failure(error);
    } finally {
      System.out.flush();
    }
  }

  private Map<String, Object> failure(Throwable error) {
    lastError = error;
    Problem problem = new Problems(session).explain(error);
    return Map.of(
        "error", ErrorCodec.sent(error, problem.message(), problem.hints(), problem.line()));
  }

  private Map<String, Object> ran(Map<String, Object> request) throws Exception {
    String text = (String) request.get("text");
    typed.add(text);
    int line = (int) request.get("line");
    if (!Boolean.TRUE.equals(request.get("explain"))) {
      return valued(entered(text, line));
    }
    CallAttribution explaining =
        new CallAttribution(session.context(), session::inC, session.nextFile(), text, 1);
    Map<String, Object> answer = new HashMap<>();
    try {
      Object value = session.context().observed(explaining, () -> entered(text, line));
      answer.putAll(valued(value));
    } catch (ExitRequest exit) {
      throw exit;
    } catch (Throwable error) {
      explaining.failed(error);
      answer.putAll(failure(error));
    }
    answer.put("explained", explained(explaining, line));
    return answer;
  }

  private Object entered(String text, int line) throws Exception {
    Object value = session.runEntry(new Source("", text, line));
    if (value != null) {
      session.names().setVariable("_", value);
    }
    return value;
  }

  /** The calls with the numbers of their lines where the entry stands. */
  private static List<Map<String, Object>> explained(CallAttribution explaining, int line) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (ExplainedCall row : explaining.so(null)) {
      if (row.getCall() != null) {
        Map<String, Object> sent = row.properties();
        sent.put("number", row.getNumber() + line - 1);
        rows.add(sent);
      }
    }
    return rows;
  }

  private static Map<String, Object> valued(Object value) {
    Map<String, Object> answer = new HashMap<>();
    answer.put("value", value);
    answer.put("shown", Rendering.of(value));
    return answer;
  }

  /** Tells of a name that was made: the scenario's shell can remove it when this one has ended. */
  private void made(Leftover made) {
    try {
      Map<String, Object> told = new HashMap<>();
      told.put("made", made.getKind().name());
      told.put("name", made.getName());
      told.put("user", made.user() == null ? null : made.user().uid());
      link.send(told);
    } catch (IOException gone) {
      // the receiver sees it too, and ends
    }
  }

  private void note(boolean on) {
    session.context().exchanges().note(on);
    session.context().roleShells().note(on);
  }

  private void exchanged(Exchange exchange) {
    try {
      link.send(Map.of("exchanged", exchange.asMap()));
    } catch (IOException gone) {
      // the receiver sees it too, and ends
    }
  }

  /** Sends a line that was printed. */
  void printed(String line) {
    Request now = running;
    if (now != null) {
      now.prints.accept(line);
    }
    try {
      link.send(Map.of("out", line));
    } catch (IOException gone) {
      // the receiver sees it too, and ends
    }
  }

  @Override
  public Map<String, Object> who() {
    return self.who(state());
  }

  @Override
  public Line run(String text, String from, Consumer<Map<String, ?>> events) {
    Request now = running;
    if (now != null) {
      events.accept(Events.busy(state()));
    }
    Object id = new Object();
    add(
        new Request(
            id,
            Map.of("do", "run", "text", text, "line", 1),
            answer -> events.accept(asEvent(answer)),
            line -> events.accept(Events.out(line))));
    return () -> interrupt(id);
  }

  private static Map<String, Object> asEvent(Map<String, Object> answer) {
    if (answer.get("error") instanceof Map<?, ?> error) {
      return ErrorCodec.event(error);
    }
    return Events.value(answer.get("value"), (String) answer.get("shown"));
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
  public Throwable lastError() {
    return lastError;
  }

  @Override
  public void failed(Throwable error) {
    lastError = error;
  }

  @Override
  public void play(Path script, Context context) {
    IsolatedScript.run(script, context);
  }
}
