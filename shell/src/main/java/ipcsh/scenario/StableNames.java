package ipcsh.scenario;

import ipcsh.scenario.VaryingFacts.Fact;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces the words of a run's output that differ from run to run by names, according to the facts
 * of the run. A word that is such a fact is replaced as a whole word only; facts without a name of
 * their own are numbered in order of appearance. Addresses in memory and elapsed times are
 * recognized by pattern.
 */
final class StableNames implements FactListener {
  private static final Pattern WORDS =
      Pattern.compile(
          "(?<folder>/tmp/ipcsh-(?<pid>\\d+)-[0-9a-z]+)"
              + "|(?<=System V (?:queue|semaphores|segment) \\d{1,10}  |\\b(?:msg|sem|shm)get\\()"
              + "(?<key>0x[0-9a-f]+)"
              + "|(?<address>0x[0-9a-f]{9,})"
              + "|(?<time>(?<=\\bfor )\\d+(?:\\.\\d)? m?s\\b)"
              + "|(?<=\\b(?:System V queue |msg(?:snd|rcv|ctl)\\())(?<queue>\\d+\\b)"
              + "|(?<=\\b(?:System V semaphores |sem(?:op|ctl)\\())(?<semaphores>\\d+\\b)"
              + "|(?<=\\b(?:System V segment |shm(?:at|ctl)\\())(?<segment>\\d+\\b)"
              + "|(?<user>\\b[ug]id:\\d+\\b)"
              + "|(?<word>@?(?<![A-Za-z0-9_])[A-Za-z0-9_]+)");

  /** What is known where it is shown: an ID is a small number, and a key is no address. */
  private static final List<String> SYSTEM_V = List.of("queue", "semaphores", "segment", "key");

  private final UnaryOperator<String> shownAs;
  private final Map<String, Set<String>> names = new LinkedHashMap<>();
  private final Map<String, String> numbered = new HashMap<>();
  private final Map<String, Integer> last = new HashMap<>();

  /** Names are shown unchanged. */
  StableNames() {
    this(name -> name);
  }

  /** Something else is shown instead of names. */
  StableNames(UnaryOperator<String> shownAs) {
    this.shownAs = shownAs;
  }

  @Override
  public synchronized void known(String holder, List<Fact> facts) {
    for (Fact fact : facts) {
      String name =
          switch (fact.kind()) {
            case PID -> "<pid of " + holder + ">";
            case CHILD -> "<child " + fact.name() + " of " + holder + ">";
            case THREAD ->
                "<tid of " + (fact.name().isEmpty() ? "" : fact.name() + " of ") + holder + ">";
            case USER -> user(fact, holder);
            case PORT -> "port";
            case NAME -> "name";
            case INODE -> "inode";
          };
      names.computeIfAbsent(fact.token(), token -> new LinkedHashSet<>()).add(name);
    }
  }

  /**
   * The user of the scenario's shell, which comes first, has a plain name, for all processes of
   * that user.
   */
  private String user(Fact fact, String holder) {
    String plain = fact.name() + ":<" + fact.name() + ">";
    Set<String> same = names.getOrDefault(fact.token(), Set.of());
    boolean another =
        !same.contains(plain) && names.values().stream().anyMatch(some -> some.contains(plain));
    return another ? fact.name() + ":<" + fact.name() + " of " + holder + ">" : plain;
  }

  /** The text with names instead of what differs. */
  synchronized String in(String text) {
    Matcher word = WORDS.matcher(text);
    StringBuilder all = new StringBuilder();
    int end = 0;
    while (word.find()) {
      String name = name(word);
      all.append(text, end, word.start());
      all.append(name == null ? word.group() : shownAs.apply(name));
      end = word.end();
    }
    return all.append(text.substring(end)).toString();
  }

  /**
   * A pattern for the equivalent text of another run: a word that has a name by coincidence may
   * also be unchanged.
   */
  synchronized Pattern like(String text) {
    Matcher word = WORDS.matcher(text);
    StringBuilder pattern = new StringBuilder();
    int end = 0;
    while (word.find()) {
      pattern.append(Pattern.quote(text.substring(end, word.start())));
      String name = name(word);
      String plain = Pattern.quote(word.group());
      pattern.append(name == null ? plain : "(?:" + plain + "|" + Pattern.quote(name) + ")");
      end = word.end();
    }
    return Pattern.compile(pattern + Pattern.quote(text.substring(end)), Pattern.DOTALL);
  }

  /** The name for a match, or null if there is none. */
  private String name(Matcher found) {
    if (found.group("folder") != null) {
      return names.containsKey(found.group("pid")) ? number("folder", found.group()) : null;
    }
    if (found.group("address") != null) {
      return number("address", found.group());
    }
    for (String object : SYSTEM_V) {
      if (found.group(object) != null) {
        return number(object, found.group());
      }
    }
    if (found.group("time") != null) {
      return "<time>";
    }
    Set<String> candidates = names.get(found.group());
    if (candidates == null) {
      return null;
    }
    String name =
        candidates.stream()
            .filter(candidate -> candidate.startsWith("<pid"))
            .findFirst()
            .orElse(candidates.iterator().next());
    return name.contains("<") ? name : number(name, found.group());
  }

  private String number(String kind, String token) {
    return numbered.computeIfAbsent(
        kind + " " + token, key -> "<" + kind + " " + last.merge(kind, 1, Integer::sum) + ">");
  }
}
