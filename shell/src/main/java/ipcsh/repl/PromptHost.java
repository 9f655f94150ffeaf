package ipcsh.repl;

import ipcsh.command.Host;
import java.util.List;

/** The prompt as the commands see it. Made before the terminal is there, for the session's sake. */
public final class PromptHost implements Host {
  private final List<String> arguments;
  private volatile Screen screen;
  private volatile SharedHistory history;
  private volatile Throwable lastError;

  /** A host whose scripts have these arguments. */
  public PromptHost(List<String> arguments) {
    this.arguments = List.copyOf(arguments);
  }

  void attach(Screen itsScreen, SharedHistory itsHistory) {
    screen = itsScreen;
    history = itsHistory;
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
  public List<String> arguments() {
    return arguments;
  }
}
