package ipcsh.language;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An evaluated entry and its outcome.
 *
 * @param text the entry
 * @param begin when it began, by {@link System#nanoTime}, which all processes of a machine share
 * @param end when it ended, 0 if it is still running
 * @param value its value
 * @param errno the errno with which a call failed, empty if none did
 * @param failure the class of its exception, empty if it succeeded
 * @param interrupted whether it was interrupted
 * @param assigned the names that were assigned while it ran
 * @param jobs the background jobs by number, and their states when it began: {@code blocked},
 *     {@code running} or {@code done}
 */
public record JournalEntry(
    String text,
    long begin,
    long end,
    ValueFact value,
    String errno,
    String failure,
    boolean interrupted,
    Map<String, ValueFact> assigned,
    Map<Integer, String> jobs) {

  /** Whether it succeeded. */
  public boolean isWell() {
    return failure.isEmpty() && end != 0;
  }

  JournalEntry asInterrupted() {
    return new JournalEntry(text, begin, end, value, errno, failure, true, assigned, jobs);
  }

  /** The same as maps and plain values, which can be sent to another shell. */
  public Map<String, Object> plain() {
    Map<String, Object> names = new LinkedHashMap<>();
    assigned.forEach((name, fact) -> names.put(name, fact.plain()));
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("text", text);
    all.put("begin", begin);
    all.put("end", end);
    all.put("value", value.plain());
    all.put("errno", errno);
    all.put("failure", failure);
    all.put("interrupted", interrupted);
    all.put("assigned", names);
    all.put("jobs", jobs);
    return all;
  }

  /** Decodes the value of {@link #plain}. */
  public static JournalEntry ofPlain(Map<?, ?> plain) {
    Map<String, ValueFact> names = new LinkedHashMap<>();
    ((Map<?, ?>) plain.get("assigned"))
        .forEach((name, fact) -> names.put((String) name, ValueFact.ofPlain(fact)));
    Map<Integer, String> jobs = new LinkedHashMap<>();
    ((Map<?, ?>) plain.get("jobs"))
        .forEach((number, state) -> jobs.put((Integer) number, (String) state));
    return new JournalEntry(
        (String) plain.get("text"),
        (Long) plain.get("begin"),
        (Long) plain.get("end"),
        ValueFact.ofPlain(plain.get("value")),
        (String) plain.get("errno"),
        (String) plain.get("failure"),
        (Boolean) plain.get("interrupted"),
        names,
        jobs);
  }
}
