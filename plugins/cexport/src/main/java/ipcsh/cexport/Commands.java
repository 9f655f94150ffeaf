package ipcsh.cexport;

import ipcsh.command.model.CommandModel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The table of translated commands. */
final class Commands {
  /** Translates a call; {@code target} is the message that receives bytes, null for a buffer. */
  interface Maker {
    Value make(CallArguments a, Received target);
  }

  /**
   * A command in C. Its parameters and their default values come from the command's own definition,
   * {@link CommandModel}.
   *
   * @param page the man page of the C function; null if it is that of the command
   */
  record Command(String page, List<String> headers, Maker maker) {}

  private final Map<String, Command> commands = new HashMap<>();

  /** Adds a command; the headers are separated by blanks. */
  void add(String name, String headers, Maker maker) {
    add(name, null, headers, maker);
  }

  /** Adds a command whose C function has a man page other than the command's. */
  void add(String name, String page, String headers, Maker maker) {
    commands.put(name, new Command(page, List.of(headers.split(" ")), maker));
  }

  /** The names of all commands. */
  Set<String> names() {
    return commands.keySet();
  }

  /** The command with this name, or null. */
  Command find(String name) {
    return commands.get(name);
  }
}
