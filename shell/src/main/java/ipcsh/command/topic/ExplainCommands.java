package ipcsh.command.topic;

import ipcsh.command.CallAttribution;
import ipcsh.command.Context;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.SavedAs;
import ipcsh.handle.Block;
import ipcsh.handle.UsageException;
import ipcsh.view.Explanation;

/** The C behind the lines. */
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
          Each line, the C that does the same, each call as strace prints it and what it returned; of
          one that failed the errno and what it means for this very call, and the man pages. Threads,
          forked children and other shells that the block drives are seen too, with their name in
          front. Calls that are the same are one, with a count. Where a line has no C of its own, it is
          that of its calls, with their values.
          The value is the explanation: a list of rows with .line, .c, .call, .result, .errno, .meaning,
          .man, .who and .count; its .value is that of the block. Where the block fails, or is
          interrupted, what there is so far is shown, and the error goes on. trace and inject work as
          ever. What is received is asked for with MSG_TRUNC, so that the size of a datagram that does
          not fit is known; the C is without it. errno EAGAIN, 'recv' says what an errno means without a block.""",
      examples =
          """
          e = explain {
              s = socket AF_UNIX, SOCK_DGRAM
              fails(ENOENT) { bind s, '/no/such/folder/x' }
          }
          e.find { it.errno }.meaning          //=> The directory /no is not there...
          e*.result                            //=> [3, -1]
          e[0].c                               //=> int s = socket(AF_UNIX, SOCK_DGRAM, 0);
          explain { getpid() }.value == getpid()   //=> true
          """)
  public Explanation explain(Block block) throws Exception {
    if (block == null) {
      throw new UsageException("explain: expected a block", "explain { socketpair() }");
    }
    Block.Entry whole = block.whole();
    return context.explained(
        new CallAttribution(context, block::inC, block.file(), whole.text(), whole.line()), block);
  }
}
