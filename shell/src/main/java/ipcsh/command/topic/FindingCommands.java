package ipcsh.command.topic;

import ipcsh.command.Context;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Conversion;
import ipcsh.command.model.SavedAs;
import ipcsh.findings.Findings;
import ipcsh.handle.UsageException;
import ipcsh.observe.Observation;
import ipcsh.observe.ObservedProgram;
import java.util.ArrayList;
import java.util.List;

/** What a reviewer would say of observed programs. */
public final class FindingCommands implements CommandTopic {
  private Context context;

  @Override
  public String title() {
    return "Other people's programs";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
  }

  @Command(
      summary = "tell what a reviewer would say of observed programs",
      man = "strace(1)",
      saves = SavedAs.LINE,
      details =
          """
          Mistakes that the calls of a program prove, of its threads and children too, each with the
          call, its time since the start of the program, and what to do: descriptors that are opened again and
          again and never closed, or never used (leak, unused); ends of pipes that are not closed,
          and readers that wait because of one (pipe end, kept waiting); descriptors that a program
          passes to another one by exec without need (inherited by exec); children that are never
          waited for (zombie); names that are left behind, and the bind that fails because of one;
          results of -1 that are used (unchecked result); descriptors that are closed twice or
          used after close; EINTR that is taken for an error; reads and writes that moved a part
          and were not continued; a death by SIGPIPE; a datagram that was cut. What the calls do not prove is not told: no
          finding does not mean no mistake. Several programs that ran together are given together;
          without an argument it is all that this session observes, as far as they have come. Each
          element has .kind, .text, .advice, .call, .time, .program, .pid and .count, how often it
          was found.""",
      examples =
          """
          p = observe('sh', '-c', 'cat /etc/passwd | wc -l', live: false)
          p.wait().exit                 //=> 0
          findings p                    //=> no finding
          p = observe('sh', '-c', 'mkfifo /tmp/ipcsh-fifo; cat /etc/passwd > /tmp/ipcsh-fifo & read x < /tmp/ipcsh-fifo')
          p.wait().exit                 //=> 0
          findings(p).find { it.kind == 'left behind' }.advice   //=> unlink() it at the end
          unlink '/tmp/ipcsh-fifo'
          """)
  public Findings findings(Object... programs) {
    List<ObservedProgram> all = new ArrayList<>();
    for (Object each : programs) {
      if (!(each instanceof ObservedProgram program)) {
        throw new IllegalArgumentException(
            "expected a program that observe returned, given " + Conversion.describe(each));
      }
      all.add(program);
    }
    if (programs.length == 0) {
      all.addAll(context.observed().all());
    }
    if (all.isEmpty()) {
      throw new UsageException(
          "findings: this session has observed no program", "p = observe('./server')");
    }
    List<Observation> observations = new ArrayList<>();
    for (ObservedProgram each : all) {
      // waits for what strace still has to tell
      each.getCalls();
      observations.add(each.observation());
    }
    return context.withOwnTable(() -> Findings.of(observations));
  }
}
