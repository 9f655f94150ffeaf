package ipcsh.scenario;

import ipcsh.command.Context;
import ipcsh.command.ExitRequest;
import ipcsh.command.Host;
import ipcsh.handle.Look;
import ipcsh.handle.Lookout;
import ipcsh.language.Apart;
import ipcsh.language.Interrupter;
import ipcsh.language.Problem;
import ipcsh.language.Problems;
import ipcsh.language.Rendering;
import ipcsh.language.Session;
import ipcsh.language.Source;
import ipcsh.peer.Errors;
import ipcsh.peer.Link;
import ipcsh.sys.BlockedCall;
import ipcsh.sys.Kernel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The side of a shell role that is the other process: runs the entries that the scenario's shell
 * sends, one after the other, on the thread that calls {@link #run}. It ends when it is told to, or
 * when the scenario's shell has gone.
 */
public final class RoleServer implements Host {
  private final Link link;
  private final BlockingQueue<Map<String, Object>> requests = new LinkedBlockingQueue<>();
  private final Thread evaluator = Thread.currentThread();
  private final List<String> typed = new ArrayList<>();
  private final AtomicInteger left = new AtomicInteger();
  private final Lookout lookout;
  private Surroundings surroundings;
  private Facts facts;
  private Session session;
  private Interrupter interrupter;
  private volatile Throwable lastError;
  private volatile Object running;

  /** A role that is driven over this link; the calling thread will evaluate. */
  public RoleServer(Link link, Lookout lookout) {
    this.link = link;
    this.lookout = lookout;
  }

  /** Runs what is sent until the end; gives the exit status. */
  public int run(Session itsSession) {
    session = itsSession;
    Kernel kernel = session.context().kernel();
    surroundings = new Surroundings(session.context(), lookout);
    facts = new Facts(session.context(), lookout, evaluator);
    interrupter = new Interrupter(kernel, evaluator);
    Thread receiver = new Thread(this::receive, "link");
    receiver.setDaemon(true);
    receiver.start();
    while (true) {
      Map<String, Object> request = next();
      running = request.get("id");
      try {
        Map<String, Object> answer = answer(request);
        running = null;
        send(answer, request);
        left.decrementAndGet();
        if (answer.get("exit") instanceof Integer status) {
          return status;
        }
      } catch (IOException gone) {
        return 0;
      }
    }
  }

  private Map<String, Object> next() {
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
        switch (String.valueOf(next.get("do"))) {
          case "interrupt" -> interrupt();
          case "look" -> send(look(), next);
          case "facts" -> send(Map.of("facts", facts.sent()), next);
          case "end" -> System.exit(0);
          default -> {
            left.incrementAndGet();
            requests.add(next);
          }
        }
      }
    } catch (IOException | InterruptedException broken) {
      // as if it had gone
    }
    System.exit(0);
  }

  private void interrupt() {
    if (running != null) {
      interrupter.interrupt();
    }
  }

  /** What it does, with all that it has started. */
  private Map<String, Object> look() throws InterruptedException {
    Look look = surroundings.with(left.get() == 0 ? Look.IDLE : evaluatorsLook());
    Map<String, Object> answer = new HashMap<>();
    answer.put("state", look.state().name());
    answer.put("call", look.call());
    answer.put("evidence", look.evidence());
    answer.put("tries", look.tries());
    return answer;
  }

  private Look evaluatorsLook() throws InterruptedException {
    return running == null ? Look.RUNNING : lookout.at(evaluator, session.context().jobs().waits());
  }

  private void send(Map<String, ?> answer, Map<String, Object> request) throws IOException {
    Map<String, Object> numbered = new HashMap<>(answer);
    numbered.put("re", request.get("id"));
    BlockedCall call = session.context().kernel().callOf(evaluator);
    numbered.put("expired", call == null ? 0 : call.expired());
    link.send(numbered);
  }

  private Map<String, Object> answer(Map<String, Object> request) {
    interrupter.reset();
    try {
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
      lastError = error;
      Problem problem = new Problems(session).explain(error);
      return Map.of(
          "error", Errors.sent(error, problem.message(), problem.hints(), problem.line()));
    } finally {
      System.out.flush();
    }
  }

  private Map<String, Object> ran(Map<String, Object> request) throws Exception {
    String text = (String) request.get("text");
    typed.add(text);
    Object value = session.runEntry(new Source("", text, (int) request.get("line")));
    if (value != null) {
      session.names().setVariable("_", value);
    }
    return valued(value);
  }

  private static Map<String, Object> valued(Object value) {
    Map<String, Object> answer = new HashMap<>();
    answer.put("value", value);
    answer.put("shown", Rendering.of(value));
    return answer;
  }

  /** Sends a line that was printed. */
  void printed(String line) {
    try {
      link.send(Map.of("out", line));
    } catch (IOException gone) {
      // the receiver sees it too, and ends
    }
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
  public void play(Path script, Context context) {
    Apart.run(script, context);
  }
}
