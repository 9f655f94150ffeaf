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
      summary = "report the mistakes that observed programs made",
      man = "strace(1)",
      saves = SavedAs.LINE,
      details =
          """
          Mistakes that are proved by the calls of a program, its threads and children, each with
          the call, its time since the start, and what to do: descriptors that are opened again and
          again and never closed, or never used (leak, unused); ends of pipes that are not closed,
          and readers that wait because of one (pipe end, kept waiting); descriptors that a program
          inherits by exec but does not use (inherited by exec); children that are never waited for
          (zombie); names that are left behind, and a bind that fails because of one; results of -1
          that are used (unchecked result); descriptors that are closed twice or used after close;
          endless loops; EINTR that is treated as an error; short reads and writes that are not
          continued; a process killed by SIGPIPE; a datagram that was truncated. What the calls do
          not prove is not reported: no finding does not mean no mistake. Give programs that ran
          together in one call; without arguments, all programs that this session observes are
          reviewed, up to their last call. Each element has .kind, .text, .advice, .call, .time,
          .program, .pid and .count, the number of times it was found.""",
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
