package ipcsh.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The description of a shell.
 *
 * @param name its name
 * @param kind its kind: {@code prompt}, {@code script} or {@code role}
 */
public record ShellDescription(String name, String kind) {
  /** The answer to a {@code who} request: the description with its current state. */
  public Map<String, Object> who(String state) {
    return who(state, List.of(), Map.of());
  }

  /**
   * The same for a shell with background activity.
   *
   * @param waits the calls in which its jobs and threads are blocked
   * @param variables the names of its descriptors, by number
   */
  public Map<String, Object> who(String state, List<String> waits, Map<Integer, String> variables) {
    Map<String, Object> who = new LinkedHashMap<>();
    ProcessHandle process = ProcessHandle.current();
    who.put("name", name);
    who.put("pid", process.pid());
    who.put("user", System.getProperty("user.name"));
    who.put("uid", ShellDirectory.user());
    who.put("since", process.info().startInstant().map(start -> start.toEpochMilli()).orElse(0L));
    who.put("state", state);
    who.put("waits", waits);
    who.put("variables", NamesInMessage.sent(variables));
    who.put("kind", kind);
    who.put("cwd", directory());
    return who;
  }

  private static String directory() {
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/cwd")).toString();
    } catch (IOException e) {
      return "?";
    }
  }
}
