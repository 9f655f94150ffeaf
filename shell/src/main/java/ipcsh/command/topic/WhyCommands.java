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
      summary =
          "find out why processes wait, who could end that, and whether that is still possible",
      man = "proc_pid_syscall(5)",
      saves = SavedAs.NOTHING,
      details =
          """
          Without arguments it looks at this shell and at all that it has started; why x at a shell,
          a child, a thread, a job, a spawned program or a process ID, why 'NAME' at another shell.
          It prints for each blocked thread, and for all that it waits for, the call, the object,
          and who could end the wait; then the verdict: 'waits' if the wait can still be ended (by
          a running process, a timeout, input at a terminal, a client that may connect, a shell
          that may be given a line), 'deadlock' if it is part of a ring of waits, or waits for one,
          'for ever' if no process is left that could end it, 'unknown' if too little is known, with
          what is missing. Each row is a value: .process, .pid, .tid, .call, .object, .state
          of the object, .notes (what else is known of it, sentences), .wakers (.process, .number of the descriptor, .action, .now: what it does
          now), .verdict, .ring (the rows of the ring), .unknown, .timeout, .outside. Programs in
          any language are covered; those of other users only for root.""",
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
