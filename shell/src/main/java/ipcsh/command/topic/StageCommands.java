package ipcsh.command.topic;

import ipcsh.command.Context;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Default;
import ipcsh.command.model.SavedAs;
import ipcsh.handle.ReceivedSignal;
import java.time.Duration;
import java.util.concurrent.Callable;

/** Commands that direct the presentation of a scenario. */
public final class StageCommands implements CommandTopic {
  private Context context;

  @Override
  public String title() {
    return "Scenarios";
  }

  @Override
  public boolean isStageDirection() {
    return true;
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
  }

  @Command(
      summary = "set the title of a scenario",
      man = "ipcsh(1)",
      examples = "title 'Datagrams'")
  public void title(String text) {
    context.host().title(text);
  }

  @Command(
      summary = "start a chapter, which a viewer of a recording can jump to",
      man = "ipcsh(1)",
      examples = "chapter 'A name'")
  public void chapter(String name) {
    context.host().recorder().ifPresent(recorder -> recorder.mark(name));
    context.host().chapter(name);
  }

  @Command(
      summary = "show a line of narration to the audience",
      man = "ipcsh(1)",
      examples = "say 'Look.'")
  public void say(String text) {
    context.host().say(text);
  }

  @Command(
      summary = "wait for a signal that has a handler; with a time, pause for the audience",
      man = "pause(2)",
      blocks = true,
      saves = SavedAs.RESULT,
      details =
          """
          pause() returns the signal after its block has run, where pause(2) fails with EINTR;
          timeout: limits it. pause 1.s gives an audience time to look; without an audience it does
          nothing.""",
      examples =
          """
          signal(SIGALRM) { println 'time is up' }
          alarm 1; pause()  //=> SIGALRM  SI_KERNEL
          pause 1.s
          """)
  public ReceivedSignal pause(@Default("") Duration time) {
    if (time == null) {
      return context.signals().pause();
    }
    context.host().pause(time);
    return null;
  }

  @Command(
      summary = "run a block without showing it to the audience",
      man = "ipcsh(1)",
      examples = "hide { 1 + 1 }  //=> 2")
  public Object hide(Callable<?> block) throws Exception {
    // a background block of a role is hidden, too, although it may begin later
    return context.jobs().waits().unseen(() -> context.host().hide(block));
  }
}
