package ipcsh.stage;

import ipcsh.command.Context;
import ipcsh.language.Session;
import ipcsh.repl.Highlights;
import ipcsh.repl.PromptHost;
import ipcsh.repl.Terminals;
import ipcsh.scenario.Transcript;
import ipcsh.sys.Kernel;
import java.util.Locale;
import org.jline.terminal.Terminal;

/**
 * Shows a play on this terminal, for visual checks: {@code StageDemo [step|type|play|throw] [SPEED]
 * [ROLES]}.
 */
final class StageDemo {
  private StageDemo() {}

  public static void main(String[] words) throws Exception {
    String how = words.length > 0 ? words[0] : "play";
    boolean fails = how.equals("throw");
    StageSettings.Pace pace =
        fails ? StageSettings.Pace.PLAY : StageSettings.Pace.valueOf(how.toUpperCase(Locale.ROOT));
    double speed = words.length > 1 ? StageSettings.speed(words[1]) : 1;
    ScriptedEvents play =
        words.length > 2
            ? ScriptedEvents.crowd(Integer.parseInt(words[2])).over()
            : ScriptedEvents.datagrams();
    Context context = new Context(new Kernel(), new PromptHost());
    context.registry().load(StageDemo.class.getClassLoader());
    Session session = new Session(context);
    boolean color = System.getenv().getOrDefault("NO_COLOR", "").isEmpty();
    try (Terminal terminal = Terminals.system(System.getenv(), recorder -> {})) {
      if (!Stage.isPossible(terminal)) {
        play.on(new Transcript(line -> System.out.println(line.text())));
        return;
      }
      try (Stage stage =
          new Stage(
              terminal, new StageSettings(pace, speed, 0), color, Highlights.of(session, color))) {
        if (fails) {
          throw new IllegalStateException("in the middle of the show");
        }
        play.on(stage.show());
      }
    }
    System.out.println("the terminal is back");
    System.exit(0);
  }
}
