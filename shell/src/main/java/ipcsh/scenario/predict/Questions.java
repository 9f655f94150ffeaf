package ipcsh.scenario.predict;

import static ipcsh.scenario.predict.Question.BLOCKS;

import ipcsh.command.ErrnoMeanings;
import ipcsh.sys.abi.Errno;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes questions from the entries of a scenario, and the answers to choose from: other results of
 * the same call in the expected transcript, other values that the scenario asserts, other errnos
 * that the call may give. What is asked is what teaches: errnos, received data, counts that are not
 * the length of what was sent, and whether a call blocks.
 */
public final class Questions {
  private static final Pattern FAILS = Pattern.compile("\\bfails\\((E[A-Z0-9]{2,})\\) *\\{(.*)\\}");
  private static final String LITERAL =
      "'(?:[^'\\\\]|\\\\.)*'|\"[^\"$\\\\]*\"|-?\\d[\\d_]*|true|false";
  private static final Pattern ASSERTS =
      Pattern.compile("( *assert )(.+?) == (" + LITERAL + ")( *(?:&&.*)?)");
  private static final Pattern ANY_VALUE = Pattern.compile("== (" + LITERAL + ")");
  private static final Pattern ASSIGNED =
      Pattern.compile("^(?:\\w+ = |\\([\\w, ]+\\) = )?(\\w+)\\b.*");
  private static final Pattern WORD = Pattern.compile("\\w+");
  private static final Pattern RESULT = Pattern.compile("([\\w-]+)([>:*]) (.*)");

  /** What returns data, or waits. */
  private static final Set<String> TEACHING =
      Set.of(
          ("read recv recvfrom recvmsg pread readv msgrcv mq_receive mq_timedreceive poll epoll_wait"
                  + " select lseek splice tee sendfile write send sendto sendmsg writev accept flock"
                  + " fcntl lockf wait waitpid waitid sigwaitinfo sigpending sem_wait sem_trywait"
                  + " sem_timedwait sem_getvalue semop pthread_mutex_lock pthread_mutex_trylock"
                  + " pthread_cond_wait pthread_rwlock_rdlock pthread_rwlock_wrlock getsockopt ioctl"
                  + " getpid getppid bg")
              .split(" "));

  /** Their result is the length of what was given: no question, unless they block. */
  private static final Set<String> SENDING = Set.of("write", "send", "sendto", "sendmsg", "writev");

  private static final int LONGEST = 60;
  private static final int CHOICES = 3;

  private final Set<String> errnos = new LinkedHashSet<>();
  private final Set<String> values = new LinkedHashSet<>();
  private final Map<String, Set<String>> results = new LinkedHashMap<>();

  /** The result of an entry, null if it is not always the same. */
  private final Map<String, String> byEntry = new HashMap<>();

  /**
   * Questions about a scenario.
   *
   * @param scenario its text
   * @param expected the lines of its expected transcript; empty if there is none
   */
  public Questions(String scenario, List<String> expected) {
    FAILS.matcher(scenario).results().forEach(found -> errnos.add(found.group(1)));
    ANY_VALUE.matcher(scenario).results().forEach(found -> values.add(plain(found.group(1))));
    Map<String, String> last = new HashMap<>();
    Map<String, String> entry = new HashMap<>();
    for (String line : expected) {
      Matcher match = RESULT.matcher(line);
      if (match.matches()) {
        String lane = match.group(1);
        String call = last.get(lane);
        switch (match.group(2)) {
          case ">" -> {
            last.put(lane, call(match.group(3)));
            entry.put(lane, match.group(3));
          }
          case "*" -> add(call, match.group(3).startsWith("blocked in ") ? BLOCKS : null);
          default -> {
            add(call, result(match.group(3)));
            if (call != null && entry.get(lane) != null) {
              String same = result(match.group(3));
              byEntry.merge(entry.get(lane), "" + same, (a, b) -> a.equals(b) ? a : "null");
              entry.remove(lane);
            }
          }
        }
      }
    }
  }

  /** What the expected transcript says that an entry gives; null if nothing, or not always. */
  String expected(String entry) {
    String result = byEntry.get(entry);
    return result == null || result.equals("null") ? null : result;
  }

  private void add(String call, String result) {
    if (call != null && result != null) {
      results.computeIfAbsent(call, its -> new LinkedHashSet<>()).add(result);
    }
  }

  /** A result as an answer: null if it is too long, or differs from run to run. */
  static String result(String shown) {
    if (shown == null || shown.length() > LONGEST || shown.contains("\n")) {
      return null;
    }
    if (shown.matches("bg \\d+  blocked in .*")) {
      return BLOCKS;
    }
    return shown.matches(".*<\\w.*>.*|(fd|bg|child|thread) \\d.*|\\[.*fd \\d.*|.*\\.\\.\\..*")
        ? null
        : shown;
  }

  /** The teaching call of a line, or null. */
  private static String call(String entry) {
    Matcher match = ASSIGNED.matcher(entry);
    return match.matches() && TEACHING.contains(match.group(1)) ? match.group(1) : null;
  }

  /**
   * The question about an entry; null if there is none. Of several lines, the first that teaches is
   * asked about, if the answer is in it.
   */
  public Question of(String entry) {
    if (entry.endsWith("// varies") || entry.startsWith("//")) {
      return null;
    }
    for (String line : entry.lines().toList()) {
      Question question = inLine(line);
      if (question != null) {
        return new Question(
            entry,
            entry.replace(line, question.masked()),
            question.call(),
            question.asks(),
            question.truth());
      }
    }
    String call = entry.contains("\n") ? null : call(entry);
    return call == null
        ? null
        : new Question(entry, entry, call, "What does " + call + " give, or does it block?", null);
  }

  /** A question whose answer is in the line. */
  private static Question inLine(String line) {
    Matcher fails = FAILS.matcher(line);
    if (fails.find()) {
      String call = failing(fails.group(2));
      String masked = line.substring(0, fails.start(1)) + "?" + line.substring(fails.end(1));
      return call == null || masked.contains(fails.group(1))
          ? null
          : new Question(
              line, masked, call, "With which errno does " + call + " fail?", fails.group(1));
    }
    Matcher asserts = ASSERTS.matcher(line);
    if (asserts.matches()) {
      String call = asked(asserts.group(2));
      return call == null
          ? null
          : new Question(
              line,
              asserts.group(1) + asserts.group(2) + " == ?",
              call,
              "What is it that " + call + " gives here?",
              plain(asserts.group(3)));
    }
    return null;
  }

  /** The call of a block that is known to be able to fail. */
  private static String failing(String block) {
    return WORD.matcher(block)
        .results()
        .map(found -> found.group())
        .filter(word -> !ErrnoMeanings.allOf(word).isEmpty())
        .findFirst()
        .orElse(null);
  }

  private static String asked(String expression) {
    return WORD.matcher(expression)
        .results()
        .map(found -> found.group())
        .filter(TEACHING::contains)
        .findFirst()
        .orElse(null);
  }

  /** A literal as an answer. */
  static String plain(String literal) {
    boolean quoted = literal.startsWith("'") || literal.startsWith("\"");
    return quoted
        ? literal.substring(1, literal.length() - 1)
        : literal.matches("-?\\d[\\d_]*") ? literal.replace("_", "") : literal;
  }

  /** Whether to ask, now that the answer is known. */
  boolean isWorthAsking(Question question, String truth) {
    if (truth == null || truth.isBlank()) {
      return false;
    }
    boolean blocks = truth.equals(BLOCKS);
    boolean known = question.truth() != null;
    if (known || blocks) {
      return true;
    }
    if (SENDING.contains(question.call())) {
      return false;
    }
    // whoever only waits gives 0: a question where it sometimes blocks
    return !truth.equals("0") || results.getOrDefault(question.call(), Set.of()).contains(BLOCKS);
  }

  /** Three answers, the right one among them, always in the same order. */
  List<String> choices(Question question, String truth) {
    Set<String> others = new LinkedHashSet<>();
    if (truth.matches("E[A-Z0-9]{2,}")) {
      List<String> ofCall =
          ErrnoMeanings.allOf(question.call()).keySet().stream().map(Errno::name).toList();
      errnos.stream().filter(ofCall::contains).forEach(others::add);
      others.addAll(ofCall);
      others.addAll(List.of("EAGAIN", "EINVAL", "EBADF"));
    } else if (question.truth() == null) {
      others.add(BLOCKS);
      others.addAll(results.getOrDefault(question.call(), Set.of()));
      others.addAll(List.of("EAGAIN", "0", "EINVAL"));
    } else {
      similar(truth, others);
    }
    others.remove(truth);
    List<String> all = new ArrayList<>(rotated(new ArrayList<>(others), question.entry()));
    all = new ArrayList<>(all.subList(0, Math.min(CHOICES - 1, all.size())));
    all.add(Math.floorMod(question.entry().hashCode() / 7, all.size() + 1), truth);
    return all;
  }

  private void similar(String truth, Set<String> others) {
    if (truth.equals("true") || truth.equals("false")) {
      others.add(truth.equals("true") ? "false" : "true");
      others.add(BLOCKS);
      return;
    }
    boolean number = truth.matches("-?\\d+");
    values.stream().filter(each -> each.matches("-?\\d+") == number).forEach(others::add);
    others.removeIf(each -> each.matches("true|false") || each.length() > LONGEST);
    if (number) {
      others.addAll(List.of("0", "1", "" + (Long.parseLong(truth) + 1)));
    } else {
      others.addAll(List.of(truth.substring(0, (truth.length() + 1) / 2), "nothing: " + BLOCKS));
    }
  }

  /** In another order for another entry; the first two are the answers. */
  private static List<String> rotated(List<String> all, String entry) {
    List<String> rotated = new ArrayList<>(all);
    if (!rotated.isEmpty()) {
      Collections.rotate(rotated, Math.floorMod(entry.hashCode(), rotated.size()));
    }
    return rotated;
  }
}
