package ipcsh.repl;

import ipcsh.command.Context;
import ipcsh.command.Host;
import java.nio.file.Path;
import java.util.List;

/** The prompt as the commands see it. Made before the terminal is there, for the session's sake. */
public final class PromptHost implements Host {
  private volatile Screen screen;
  private volatile SharedHistory history;
  private volatile Player player;
  private volatile Throwable lastError;

  void attach(Screen itsScreen, SharedHistory itsHistory, Player itsPlayer) {
    screen = itsScreen;
    history = itsHistory;
    player = itsPlayer;
  }

  void failed(Throwable error) {
    lastError = error;
  }

  @Override
  public void narrate(String line) {
    screen.line(line);
  }

  @Override
  public void report(String line) {
    screen.remark(line);
  }

  @Override
  public List<String> history() {
    List<String> typed = history.typed();
    // the last one asks for it
    return typed.isEmpty() ? typed : typed.subList(0, typed.size() - 1);
  }

  @Override
  public Throwable lastError() {
    return lastError;
  }

  @Override
  public void play(Path script, Context context) {
    player.play(script, context);
  }
}
