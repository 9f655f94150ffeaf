package ipcsh.command.topic;

import ipcsh.command.CallAttribution;
import ipcsh.command.Context;
import ipcsh.command.ObservedExplanation;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.SavedAs;
import ipcsh.handle.Block;
import ipcsh.handle.Explainable;
import ipcsh.handle.UsageException;
import ipcsh.observe.ObservedProgram;
import ipcsh.view.Explanation;

/** Commands that show the C for lines of the language. */
public final class ExplainCommands implements CommandTopic {
  private Context context;

  @Override
  public String title() {
    return "Explanation";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
  }

  @Command(
      summary = "run a block and show the C, the calls and results by line",
      man = "intro(2)",
      saves = SavedAs.NOTHING,
      details =
          """
          Shows each line, the equivalent C, each call as strace prints it, and what it returned;
          for a failed call also the errno, what it means for this particular call, and the man
          pages. The calls of threads, forked children and other shells that the block drives are
          shown too, preceded by their name. Identical calls are shown once, with a count. A line
          that has no C of its own is shown as the C of its calls, with their values. The value is
          the explanation: a list of rows with .line, .c, .call, .result, .errno, .meaning, .man,
          .who and .count; its .value is that of the block. If the block fails or is interrupted,
          the rows so far are shown, and the error is passed on. trace and inject work as usual.
          Receiving calls are made with MSG_TRUNC, to learn the size of a datagram that does not
          fit; the C does not show it. explain p of a program that observe returned shows its
          calls that failed or transferred data, a row each, without the start-up of the C
          library. errno EAGAIN, 'recv' explains an errno without a block.""",
      examples =
          """
          e = explain {
              s = socket AF_UNIX, SOCK_DGRAM
              fails(ENOENT) { bind s, '/no/such/directory/x' }
          }
          e.find { it.errno }.meaning          //=> The directory /no does not exist...
          e*.result                            //=> [3, -1]
          e[0].c                               //=> int s = socket(AF_UNIX, SOCK_DGRAM, 0);
          explain { getpid() }.value == getpid()   //=> true
          p = observe('cat', '/no/such/file', live: false)
          p.wait()
          explain(p).find { it.errno }.meaning     //=> no such file...
          """)
  public Explanation explain(Explainable what) throws Exception {
    if (what instanceof ObservedProgram program) {
      return ObservedExplanation.of(program);
    }
    if (!(what instanceof Block block)) {
      throw new UsageException("explain: expected a block", "explain { socketpair() }");
    }
    Block.Entry whole = block.whole();
    return context.explained(
        new CallAttribution(context, block::inC, block.file(), whole.text(), whole.line()), block);
  }
}
