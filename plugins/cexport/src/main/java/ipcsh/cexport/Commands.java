package ipcsh.cexport;

import ipcsh.command.model.CommandModel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The table of the commands that are translated. */
final class Commands {
  /** What makes a call C; {@code target} is where bytes are received, null for a buffer. */
  interface Maker {
    Value make(CallArguments a, Received target);
  }

  /**
   * A command in C. What its parameters are, and what stands for one that is left out, is the
   * command's own definition's, {@link CommandModel}.
   *
   * @param page the man page of the C function, null for the command's
   */
  record Command(String page, List<String> headers, Maker maker) {}

  private final Map<String, Command> commands = new HashMap<>();

  /** One more; the headers with a blank between them. */
  void add(String name, String headers, Maker maker) {
    add(name, null, headers, maker);
  }

  /** One whose C function has another man page than the command. */
  void add(String name, String page, String headers, Maker maker) {
    commands.put(name, new Command(page, List.of(headers.split(" ")), maker));
  }

  /** The names of all. */
  Set<String> names() {
    return commands.keySet();
  }

  /** The command of that name, or null. */
  Command find(String name) {
    return commands.get(name);
  }
}
