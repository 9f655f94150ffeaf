package ipcsh.command;

import java.util.List;

/** Who runs commands: an interactive prompt, a script, a test. */
public interface Host {
  /** A line of narration ({@code say}), which is no result of a command. */
  void narrate(String line);

  /** A line about what happens ({@code trace}), beside the output. */
  void report(String line);

  /** The lines that were typed before this one, oldest first. */
  List<String> history();

  /** The last error, or null. */
  Throwable lastError();

  /** The script's arguments. */
  List<String> arguments();
}
