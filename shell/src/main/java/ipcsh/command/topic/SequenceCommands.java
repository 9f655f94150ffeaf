package ipcsh.command.topic;

import ipcsh.command.Context;
import ipcsh.command.Drawing;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Conversion;
import ipcsh.command.model.Default;
import ipcsh.command.model.SavedAs;
import ipcsh.draw.Sequence;
import ipcsh.handle.UsageException;
import java.util.concurrent.Callable;

/** Who sent what to whom. */
public final class SequenceCommands implements CommandTopic {
  private Context context;

  @Override
  public String title() {
    return "Sequence charts";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
  }

  @Command(
      summary = "draw a sequence chart of the messages exchanged",
      man = "unix(7)",
      saves = SavedAs.NOTHING,
      details =
          """
          sequence { ... } notes what is sent and received while the block runs, here and in the threads,
          children and shells of this one, and gives the chart. sequence on and sequence off begin and end
          it, trace on and trace off too; sequence then gives the chart of what was noted. draw 'x.svg',
          sequence writes it, or .mmd (Mermaid).
          An arrow goes from a write, send, sendto, sendmsg or connect on a pipe, FIFO or socket to where it
          was taken. What is taken later has a number; the thick part of a lane is a call that waits.
          While it is noted, each such call costs a look at what it goes through.""",
      examples =
          """
          (a, b) = socketpair()
          sequence { send a, 'hello'; recv b }     //=> ...send "hello"...recv 5 bytes...
          sequence on
          write a, 'x' * 100
          sequence off
          draw sequence                            //=> ...(not taken)...
          """)
  public Drawing sequence(@Default("") Object what) throws Exception {
    if (what instanceof Boolean on) {
      context.noteExchanges(on);
      return null;
    }
    if (what instanceof Callable<?> block) {
      context.noteExchanges(true);
      try {
        block.call();
      } finally {
        context.noteExchanges(false);
      }
    } else if (what != null) {
      throw new IllegalArgumentException(
          "expected on, off or a block, given " + Conversion.describe(what));
    }
    Sequence sequence =
        Sequence.of(context.exchanges().all(), String.valueOf(context.shells().self()));
    if (sequence.isEmpty()) {
      throw new UsageException(
          "sequence: nothing was noted that was sent or received",
          "sequence { send a, 'x'; recv b }");
    }
    return new Drawing(sequence);
  }
}
