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

/** Commands for charts of the data that processes exchange. */
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
          sequence { ... } records what is sent and received while the block runs, in this shell
          and its threads, children and shells, and returns the chart. sequence on and sequence
          off begin and end the recording, as trace on and trace off do; sequence alone then
          returns the chart of what was recorded. draw 'x.svg', sequence writes it, also as .png,
          .pdf or .mmd (Mermaid), with the options of draw. An arrow leads from a write, send, sendto, sendmsg or connect on a pipe, FIFO
          or socket to the call that received it. Data received later carry a number; the thick
          part of a lane is a blocked call. While recording, each such call costs a look at its
          descriptor.""",
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
          "sequence: no transfer was recorded", "sequence { send a, 'x'; recv b }");
    }
    return new Drawing(sequence);
  }
}
