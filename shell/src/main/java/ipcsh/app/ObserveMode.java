package ipcsh.app;

import ipcsh.batch.Batch;
import ipcsh.command.CommandWords;
import ipcsh.command.Context;
import ipcsh.command.ObservedRun;
import ipcsh.repl.ControlC;
import java.util.ArrayList;
import java.util.List;

/** {@code ipcsh observe './server 3' './client 8'}: observes programs until they end. */
final class ObserveMode {
  /** Its name on the command line. */
  static final String WORD = "observe";

  private static final int WRONG_USAGE = 2;

  private ObserveMode() {}

  /** Runs the programs, a text each; returns the exit status. */
  static int run(List<String> programs, Batch batch, Context context) {
    List<List<String>> commands = new ArrayList<>();
    try {
      programs.forEach(each -> commands.add(CommandWords.of(each)));
      if (programs.isEmpty()) {
        throw new IllegalArgumentException("it requires a program: './server 3' './client 8'");
      }
    } catch (IllegalArgumentException e) {
      Diagnostics.say("observe: " + e.getMessage());
      return WRONG_USAGE;
    }
    ObservedRun run = new ObservedRun(context);
    ControlC.run(run::interrupt);
    return batch.status(() -> run.run(commands, InteractiveMode.isTerminal(0)));
  }
}
