package ipcsh.language.saving;

import ipcsh.language.JournalEntry;
import ipcsh.language.ValueFact;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Facts and entries for tests. */
final class Facts {
  static final ValueFact NOTHING = new ValueFact(ValueFact.Kind.NOTHING, "", null, 0);

  private static final Map<String, ValueFact> NO_NAMES = Map.of();

  private Facts() {}

  static ValueFact literal(Object value) {
    return new ValueFact(ValueFact.Kind.LITERAL, value.getClass().getSimpleName(), value, 0);
  }

  static ValueFact descriptor(int number, int id) {
    return new ValueFact(ValueFact.Kind.DESCRIPTOR, "Socket", number, id);
  }

  static ValueFact process(int pid) {
    return new ValueFact(ValueFact.Kind.PROCESS, "Child", pid, 0);
  }

  static ValueFact job(int number) {
    return new ValueFact(ValueFact.Kind.JOB, "Pending", number, 0);
  }

  static ValueFact list(ValueFact... facts) {
    return new ValueFact(ValueFact.Kind.LIST, "ArrayList", List.of(facts), 0);
  }

  static ValueFact map(Map<String, ValueFact> facts) {
    return new ValueFact(ValueFact.Kind.MAP, "LinkedHashMap", facts, 0);
  }

  static ValueFact other(String type) {
    return new ValueFact(ValueFact.Kind.OTHER, type, null, 0);
  }

  /** A complete message without a sender. */
  static ValueFact message(byte[] bytes, Integer... fds) {
    return message(bytes, Map.of("fds", List.of(fds)));
  }

  /** A message with these members changed. */
  static ValueFact message(byte[] bytes, Map<String, Object> different) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("size", bytes.length);
    members.put("bytes", bytes);
    members.put("from", null);
    members.put("truncated", false);
    members.put("controlTruncated", false);
    members.put("eof", false);
    members.put("fds", List.of());
    members.putAll(different);
    return new ValueFact(ValueFact.Kind.MESSAGE, "Message", members, 0);
  }

  /** A successful entry. */
  static JournalEntry entry(String text, ValueFact value) {
    return entry(text, value, NO_NAMES, Map.of());
  }

  /** A successful entry, with its assignments and background jobs. */
  static JournalEntry entry(
      String text, ValueFact value, Map<String, ValueFact> assigned, Map<Integer, String> jobs) {
    return new JournalEntry(text, 1, 2, value, "", "", false, assigned, jobs);
  }

  /** An entry that failed with an errno, or without one, if that is empty. */
  static JournalEntry failed(String text, String errno, Map<String, ValueFact> assigned) {
    String type = errno.isEmpty() ? "MissingPropertyException" : "SysException";
    return new JournalEntry(text, 1, 2, NOTHING, errno, type, false, assigned, Map.of());
  }

  static JournalEntry interrupted(String text, Map<String, ValueFact> assigned) {
    return new JournalEntry(
        text, 1, 2, NOTHING, "", "InterruptedException", true, assigned, Map.of());
  }

  /** An entry that has not ended yet. */
  static JournalEntry running(String text) {
    return new JournalEntry(text, 1, 0, NOTHING, "", "", false, NO_NAMES, Map.of());
  }
}
