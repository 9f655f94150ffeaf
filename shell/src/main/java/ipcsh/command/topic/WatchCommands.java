package ipcsh.command.topic;

import ipcsh.command.Context;
import ipcsh.command.DescriptorSelection;
import ipcsh.command.DrawCollector;
import ipcsh.command.DrawRequest;
import ipcsh.command.Gauges;
import ipcsh.command.ProcessWatch;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Option;
import ipcsh.command.model.SavedAs;
import java.time.Duration;

/** Commands that show pictures which are updated continuously. */
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
          Shows what draw draws: this shell, its children and the shells that it started; with
          all: true, or if this shell has nothing open, all shells of this user; watch(pid), watch
          'NAME' and watch a, b only those. The picture is updated five times a second, or at the
          interval every:, but as long as nothing changes, once a second, unless every: is shorter
          than usual. What appears or changes is highlighted for a second, what disappears is
          struck through for as long; a square marks a blocked call and how long it has been
          blocked; bars show how full pipes and queues are. q quits, Space freezes the picture, ?
          lists the keys. Meanwhile bg { }, sh.start { } and other shells continue to run. ipcsh
          watch does the same in a second terminal. watch on shows gauges below the input line
          instead (see gauges), watch off ends that.""",
      examples =
          """
          try { watch every: 500.ms } catch (e) { e.message }  //=> watch requires a terminal...
          try { watch every: 0.s } catch (e) { e.message }     //=> watch: every: expected...
          """)
  public void watch(
      @Option Boolean all, @Option Boolean own, @Option Duration every, Object... of) {
    if (of.length == 1 && of[0] instanceof Boolean on) {
      gauges(on);
      return;
    }
    context.loadClock();
    Duration pause = every == null ? USUAL : every;
    if (pause.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException(
          "every: expected a time from 20 ms up, 500.ms, given " + every.toMillis() + " ms");
    }
    boolean ownToo = Boolean.TRUE.equals(own);
    DrawRequest asked = new DrawRequest(context, "watch", ownToo, DescriptorSelection.each(of));
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
          gauges on and gauges off, and likewise watch on and watch off. For this shell's
          descriptors, by the number from which they are read: a bar and the bytes queued in a
          pipe or a socket. A square marks a role or a job that is blocked, with its call. Updated
          twice a second.""",
      examples =
          """
          try { gauges on } catch (e) { e.message }  //=> gauges are shown below...
          """)
  public void gauges(boolean on) {
    context.host().gauges(on ? new Gauges(context) : null);
  }

  /** Whether this shell has nothing to show. */
  private boolean hasNothing() {
    return context.descriptors().all().stream().allMatch(fd -> fd.getNumber() < STANDARD)
        && context.localRoles().members().isEmpty()
        && context.roleShells().all().isEmpty()
        && context.jobs().all().isEmpty();
  }
}
