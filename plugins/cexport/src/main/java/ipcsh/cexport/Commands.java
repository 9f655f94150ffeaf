package ipcsh.cexport;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The table of the commands that are translated. */
final class Commands {
  /** What makes a call C; {@code target} is where bytes are received, null for a buffer. */
  interface Maker {
    Value make(CallArguments a, Received target);
  }

  /**
   * A command in C.
   *
   * @param parameters as {@link Arguments} reads them
   * @param page the man page
   */
  record Command(String parameters, String page, List<String> headers, Maker maker) {}

  private final Map<String, Command> commands = new HashMap<>();

  /** One more; the headers with a blank between them. */
  void add(String name, String parameters, String page, String headers, Maker maker) {
    commands.put(name, new Command(parameters, page, List.of(headers.split(" ")), maker));
  }

  /** The command of that name, or null. */
  Command find(String name) {
    return commands.get(name);
  }
}
