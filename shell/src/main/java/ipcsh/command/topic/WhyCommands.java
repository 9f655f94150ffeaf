package ipcsh.command.topic;

import ipcsh.command.Context;
import ipcsh.command.DescriptorSelection;
import ipcsh.command.WaitQuery;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.SavedAs;
import ipcsh.view.WaitTable;

/** Commands that find out why processes wait. */
public final class WhyCommands implements CommandTopic {
  private Context context;

  @Override
  public String title() {
    return "Waits";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
  }

  @Command(
      summary = "find out why processes wait, who could end that, and whether anybody still can",
      man = "proc_pid_syscall(5)",
      saves = SavedAs.NOTHING,
      details =
          """
          Without arguments of this shell and all that it has started; why x of a shell, a child, a
          thread, a job, a spawned program, a process ID, why 'NAME' of another shell. Prints for
          each blocked thread, and for all for whom it waits, the call, the object for which it
          waits, and who could end the wait; then the verdict. It is 'waits' if somebody can still
          end it, 'deadlock' if it waits in a ring of waits, or for one, 'for ever' if nobody is
          left who could, 'unknown' if too little is known, and says what. Somebody who runs, a
          timeout, a user at a terminal, a client that may connect can end waits; a shell that is
          given a line can, too. Each row is a value: .process, .pid, .tid, .call, .object, .state
          of the object, .wakers (.process, .number of the descriptor, .action, .now: what it does
          now), .verdict, .ring (the rows of the ring), .unknown, .timeout, .outside. Programs of
          any language are told of; those of other users only to root.""",
      examples =
          """
          (r, w) = pipe()
          t = thread 't'
          t.start { read r }
          eventually { why(t).size() == 1 }
          why t  //=> this shell ... thread t waits in read(3) for data in pipe:...
          why(t)[0].verdict          //=> waits
          why(t)[0].wakers*.action   //=> [writes to it]
          write w, 'x'
          """)
  public WaitTable why(Object... of) {
    return new WaitQuery(context).of(DescriptorSelection.each(of));
  }
}
