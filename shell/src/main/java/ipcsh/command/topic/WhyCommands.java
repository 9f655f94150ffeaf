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
      summary = "find out why processes wait, and whether the wait can still end",
      man = "proc_pid_syscall(5)",
      saves = SavedAs.NOTHING,
      details =
          """
          Without arguments it examines this shell and all that it has started; why x a shell, a
          child, a thread, a job, a spawned program or a process ID, why 'NAME' another shell. For
          each blocked thread, and for all that it waits for, it prints the call, the object, and
          the processes that could end the wait; then the verdict: 'waits' if the wait can still be
          ended (by a running process, a timeout, input at a terminal, a client that may connect, a
          shell that may be given a line), 'deadlock' if it is part of a ring of waits, or waits
          for one, 'for ever' if no process is left that could end it, 'unknown' if too little is
          known, with what is not known. Each row is a value: .process, .pid, .tid, .call, .object,
          .state of the object, .notes (sentences: what else is known about it), .wakers (.process,
          .number of the descriptor, .action, .now: its current state), .verdict, .ring (the rows
          of the ring), .unknown, .timeout, .outside. Programs in any language are covered; those
          of other users only for root. A shell on another machine finds out itself what is waited
          for there; its sentences follow, without rows.""",
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
