package ipcsh.command.topic;

import ipcsh.command.Context;
import ipcsh.command.DescriptorSelection;
import ipcsh.command.DrawCollector;
import ipcsh.command.Gauges;
import ipcsh.command.ProcessWatch;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Option;
import ipcsh.command.model.SavedAs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Pictures that go on. */
public final class WatchCommands implements CommandTopic {
  private static final Duration USUAL = Duration.ofMillis(200);
  private static final Duration SHORTEST = Duration.ofMillis(20);
  private static final int STANDARD = 3;

  private Context context;
  private DrawCollector look;

  @Override
  public String title() {
    return "Watching";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
    look = new DrawCollector(itsContext);
  }

  @Command(
      summary = "show the picture of draw on the whole screen, updated live",
      man = "proc_pid_fd(5)",
      saves = SavedAs.NOTHING,
      details =
          """
          Of what draw draws: this shell, its children and the shells that it has started, or of all
          shells of this user with all: true, and where this shell has nothing open; watch(pid),
          watch 'NAME', watch a, b. It looks five times a second, or as every: says. What comes or
          changes stands out for a second, what goes is struck for as long; a square marks a call
          that waits, and for how long it has; bars show how full pipes and queues are.
          q ends it, Space freezes it, ? lists the keys. While it is watched what runs beside it goes
          on: bg { }, sh.start { }, other shells. ipcsh watch does the same in a second terminal.
          watch on shows gauges below what is typed instead (gauges), watch off ends that.""",
      examples =
          """
          try { watch every: 500.ms } catch (e) { e.message }  //=> watch needs a terminal...
          try { watch every: 0.s } catch (e) { e.message }     //=> watch: every: expected...
          """)
  public void watch(
      @Option Boolean all, @Option Boolean own, @Option Duration every, Object... of) {
    if (of.length == 1 && of[0] instanceof Boolean on) {
      gauges(on);
      return;
    }
    Duration pause = every == null ? USUAL : every;
    if (pause.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException(
          "every: expected a time from 20 ms up, 500.ms, given " + every.toMillis() + " ms");
    }
    List<DescriptorSelection> asked = new ArrayList<>();
    boolean ownToo = Boolean.TRUE.equals(own);
    for (Object one : DescriptorSelection.each(of)) {
      asked.add(new DescriptorSelection(context, "watch", one, ownToo));
    }
    boolean allToo = all == null ? hasNothing() : all;
    try (ProcessWatch watching = new ProcessWatch(context, look, asked, allToo, ownToo, pause)) {
      context.host().watch(watching);
    }
  }

  @Command(
      summary = "show fill levels and waiters in a line below the prompt",
      man = "pipe(7)",
      saves = SavedAs.NOTHING,
      details =
          """
          gauges on, gauges off, and so watch on, watch off. Of this shell's descriptors, by the number
          from which it is read: a bar and the bytes that wait in a pipe or a socket's queue. A square
          marks a role or a job that is blocked, with its call. Looked at twice a second.""",
      examples =
          """
          try { gauges on } catch (e) { e.message }  //=> gauges stand below the prompt...
          """)
  public void gauges(boolean on) {
    context.host().gauges(on ? new Gauges(context) : null);
  }

  /** Whether there is nothing of this shell to be seen. */
  private boolean hasNothing() {
    return context.descriptors().all().stream().allMatch(fd -> fd.getNumber() < STANDARD)
        && context.family().members().isEmpty()
        && context.roleShells().all().isEmpty()
        && context.jobs().all().isEmpty();
  }
}
