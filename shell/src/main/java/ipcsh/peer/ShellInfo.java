package ipcsh.peer;

import ipcsh.inspect.UntrustedValues;
import ipcsh.sys.text.EscapedText;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The information shown about a shell. Its name and its process ID are those of its file and of the
 * process that listens on its socket, whatever it reports; the rest is reported by itself, if it
 * has the right type, of limited length and without control characters.
 */
final class ShellInfo {
  static final String NO_ANSWER = "does not answer";
  static final String MALFORMED = "malformed: its answer is not that of a shell";

  private static final Set<String> KINDS = Set.of("prompt", "script", "role");
  private static final int LONGEST_WORD = 64;
  private static final int LONGEST = 1000;
  private static final int MOST_WAITS = 100;

  private ShellInfo() {}

  /** A shell that has not answered. */
  static Map<String, Object> silent(ShellDirectory.Entry entry, String state) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", entry.name());
    row.put("pid", entry.pid());
    row.put("kind", null);
    row.put("user", null);
    row.put("uid", null);
    row.put("since", null);
    row.put("state", state);
    row.put("waits", List.of());
    row.put("variables", Map.of());
    row.put("cwd", null);
    return row;
  }

  /**
   * The checked contents of an answer.
   *
   * @param listener the process that listens on the socket, 0 if unknown
   */
  static Map<String, Object> checked(ShellDirectory.Entry entry, int listener, Map<?, ?> answer) {
    if (!isIts(entry, listener)) {
      Map<String, Object> row = silent(entry, "malformed: its socket is that of another process");
      row.put("pid", (long) listener);
      return row;
    }
    if (!isWellFormed(answer)) {
      return silent(entry, MALFORMED);
    }
    Map<String, Object> row = silent(entry, word(answer.get("state"), LONGEST));
    row.put("kind", answer.get("kind"));
    row.put("user", word(answer.get("user"), LONGEST_WORD));
    row.put("uid", answer.get("uid"));
    row.put("since", Instant.ofEpochMilli((Long) answer.get("since")));
    List<?> waits = (List<?>) answer.get("waits");
    row.put("waits", waits.stream().map(call -> word(call, LONGEST)).toList());
    row.put("variables", variables(answer.get("variables")));
    row.put("cwd", answer.get("cwd"));
    return row;
  }

  /**
   * Checks that it is the answer of a shell: another program would never answer further requests.
   *
   * @throws Link.Malformed if it is not
   */
  static void expectShell(ShellDirectory.Entry entry, int listener, Map<?, ?> answer)
      throws Link.Malformed {
    if (!isIts(entry, listener)) {
      throw new Link.Malformed("its socket is that of process " + listener).of(entry.name());
    }
    if (!isWellFormed(answer)) {
      throw new Link.Malformed("its answer is not that of a shell").of(entry.name());
    }
  }

  /** Whether the socket belongs to it, or was lent to it by the shell that started it. */
  private static boolean isIts(ShellDirectory.Entry entry, int listener) {
    return listener == 0
        || listener == entry.pid()
        || ProcessHandle.of(entry.pid())
            .flatMap(ProcessHandle::parent)
            .filter(parent -> parent.pid() == listener)
            .isPresent();
  }

  private static boolean isWellFormed(Map<?, ?> answer) {
    return answer.get("state") instanceof String
        && answer.get("kind") instanceof String kind
        && KINDS.contains(kind)
        && answer.get("user") instanceof String
        && answer.get("uid") instanceof Integer
        && answer.get("since") instanceof Long
        && answer.get("cwd") instanceof String directory
        && directory.length() <= Short.MAX_VALUE
        && answer.get("waits") instanceof List<?> waits
        && waits.size() <= MOST_WAITS
        && waits.stream().allMatch(String.class::isInstance);
  }

  private static Map<Integer, String> variables(Object answer) {
    try {
      return answer == null ? Map.of() : NamesInMessage.received(answer);
    } catch (UntrustedValues.Wrong malformed) {
      return Map.of();
    }
  }

  private static String word(Object said, int longest) {
    String word = (String) said;
    return EscapedText.word(word.length() <= longest ? word : word.substring(0, longest) + "...");
  }
}
