package ipcsh.command;

import ipcsh.draw.Sequence;
import ipcsh.handle.ExchangeLog;
import java.util.concurrent.Callable;

/** Who said what to whom. */
public final class SequenceCommands implements CommandTopic {
  private Context context;

  @Override
  public String title() {
    return "Sequence";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
  }

  @Command(
      summary = "who sent what to whom, as a chart with a lane for each",
      man = "unix(7)",
      saves = Saves.NOTHING,
      examples =
          """
          (a, b) = socketpair()
          sequence on
          send a, 'hello'
          recv b
          sequence off
          """)
  public Object sequence(@Default("") Object what) throws Exception {
    ExchangeLog log = context.exchanges();
    if (what instanceof Boolean on) {
      log.note(on);
      context.roleShells().note(on);
      return null;
    }
    if (what instanceof Callable<?> block) {
      log.note(true);
      context.roleShells().note(true);
      try {
        block.call();
      } finally {
        log.note(false);
        context.roleShells().note(false);
      }
    }
    return Sequence.of(log.all(), "shell").svg();
  }
}
