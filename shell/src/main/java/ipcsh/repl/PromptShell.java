package ipcsh.repl;

import ipcsh.command.BlockedTask;
import ipcsh.command.ExitRequest;
import ipcsh.language.Evaluator;
import ipcsh.language.Problem;
import ipcsh.language.Problems;
import ipcsh.language.Rendering;
import ipcsh.language.Session;
import ipcsh.language.Source;
import ipcsh.peer.LineEvent;
import ipcsh.peer.ShellDescription;
import ipcsh.peer.ShellService;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.text.EscapedText;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A prompt as a service for other shells: their lines wait in the same queue as those typed here,
 * and are shown here with their results.
 */
final class PromptShell implements ShellService {
  /** How long a line waits before its sender is notified, in milliseconds. */
  private static final long SOON = 100;

  private final ShellDescription self;
  private final Session session;
  private final Supplier<Evaluator> evaluator;
  private final PromptScreen screen;
  private final PromptHost host;

  PromptShell(
      ShellDescription self,
      Session session,
      Supplier<Evaluator> evaluator,
      PromptScreen screen,
      PromptHost host) {
    this.self = self;
    this.session = session;
    this.evaluator = evaluator;
    this.screen = screen;
    this.host = host;
  }

  @Override
  public Map<String, Object> who() {
    return self.who(
        evaluator.get().doing(),
        BlockedTask.calls(session.context()),
        session.context().variableNames().ofShell());
  }

  @Override
  public Line run(String text, String from, Consumer<LineEvent> events) {
    Evaluator here = evaluator.get();
    Evaluator.Task<?> task =
        here.submit(
            () -> {
              evaluate(text, from, events);
              return null;
            },
            () ->
                events.accept(
                    new LineEvent.Failed("cancelled before its turn came", List.of(), null)));
    if (!task.await(SOON) && task.isWaiting()) {
      events.accept(new LineEvent.Busy(here.doing()));
    }
    return task::interrupt;
  }

  @Override
  public List<Map<String, Object>> journal() {
    return session.journal().plain();
  }

  private void evaluate(String text, String from, Consumer<LineEvent> events) {
    screen.remark("[from " + EscapedText.word(from) + "] " + text);
    Object value;
    String shown;
    try {
      host.runsForAnother(true);
      screen.copyTo(line -> events.accept(new LineEvent.Printed(line)));
      value = session.runEntry(Source.of("", text));
      shown = value == null ? null : Rendering.of(value);
    } catch (ExitRequest exit) {
      fail(
          new Problem("exit works only at that shell's own prompt", null, 0, 0, List.of()),
          null,
          events);
      return;
    } catch (Throwable error) {
      host.failed(error);
      String errno = error instanceof SysException failed ? failed.getErrno().name() : null;
      fail(new Problems(session).explain(error), errno, events);
      return;
    } finally {
      screen.copyTo(null);
      host.runsForAnother(false);
    }
    if (value != null) {
      session.names().setVariable("_", value);
      screen.line(shown);
    }
    try {
      events.accept(new LineEvent.Value(value, shown));
    } catch (RuntimeException | VirtualMachineError doesNotTravel) {
      events.accept(new LineEvent.Value(null, shown));
    }
  }

  private void fail(Problem problem, String errno, Consumer<LineEvent> events) {
    screen.problem(problem);
    events.accept(new LineEvent.Failed(problem.atPrompt(), problem.hints(), errno));
  }
}
