package ipcsh.batch;

import ipcsh.command.BlockedTask;
import ipcsh.command.Context;
import ipcsh.language.Evaluator;
import ipcsh.peer.LineEvent;
import ipcsh.peer.ShellDescription;
import ipcsh.peer.ShellService;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A script as a service for other shells: it reports what it is doing, and accepts no lines. */
public final class ScriptShell implements ShellService {
  private final ShellDescription self;
  private final Context context;
  private final Thread evaluator;

  /** A script that this thread executes. */
  public ScriptShell(String name, Context context, Thread evaluator) {
    this.self = new ShellDescription(name, "script");
    this.context = context;
    this.evaluator = evaluator;
  }

  @Override
  public Map<String, Object> who() {
    return self.who(
        Evaluator.doing(context.kernel(), evaluator),
        BlockedTask.calls(context),
        context.variableNames().ofShell());
  }

  @Override
  public Line run(String text, String from, Consumer<LineEvent> events) {
    String why = self.name() + " runs a script and accepts no lines";
    events.accept(new LineEvent.Failed(why, List.of("it is " + who().get("state")), null));
    return () -> {};
  }
}
