package ipcsh.language;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An entry that was evaluated, and what came of it.
 *
 * @param text what was entered
 * @param begin when it began, by {@link System#nanoTime}, which all processes of a machine share
 * @param end when it ended, 0 where it runs still
 * @param value what it gave
 * @param errno the errno with which a call failed, empty where none did
 * @param failure the class of what it threw, empty where it went well
 * @param interrupted whether somebody interrupted it
 * @param assigned the names that got a value while it ran
 * @param jobs what runs in the background, by its number, and where it was when this began: {@code
 *     blocked}, {@code running} or {@code done}
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

  /** Whether it went well. */
  public boolean isWell() {
    return failure.isEmpty() && end != 0;
  }

  JournalEntry asInterrupted() {
    return new JournalEntry(text, begin, end, value, errno, failure, true, assigned, jobs);
  }

  /** The same as maps and plain values, which travel to another shell. */
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

  /** What {@link #plain} gave. */
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
