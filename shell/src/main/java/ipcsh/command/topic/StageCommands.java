package ipcsh.command.topic;

import ipcsh.command.Context;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
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
      summary = "pause for the audience; without an audience, do nothing",
      man = "ipcsh(1)",
      examples = "pause 1.s")
  public void pause(Duration time) {
    context.host().pause(time);
  }

  @Command(
      summary = "run a block without showing it to the audience",
      man = "ipcsh(1)",
      examples = "hide { 1 + 1 }  //=> 2")
  public Object hide(Callable<?> block) throws Exception {
    return context.host().hide(block);
  }
}
