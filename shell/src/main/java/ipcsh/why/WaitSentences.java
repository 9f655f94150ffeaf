package ipcsh.why;

import ipcsh.inspect.Holder;
import ipcsh.inspect.ThreadSnapshot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A report in sentences, in the order of the chains, each chain with its verdict. */
public final class WaitSentences {
  /** How many of those who could end a wait are named. */
  private static final int MOST = 6;

  private final WaitReport report;
  private final WaitContext context;

  public WaitSentences(WaitReport report) {
    this.report = report;
    this.context = report.context();
  }

  /** All chains, in their order. */
  public List<ExplainedChain> chains() {
    List<ExplainedChain> all = new ArrayList<>();
    Set<WaitCondition> told = new HashSet<>();
    for (List<JudgedWait> chain : report.chains()) {
      all.add(new ExplainedChain(chain.get(0).verdict(), waits(chain), verdict(chain, told)));
      chain.forEach(one -> told.add(one.condition()));
    }
    return all;
  }

  private List<String> waits(List<JudgedWait> chain) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < chain.size(); i++) {
      WaitCondition wait = chain.get(i).condition();
      WaitCondition next = i + 1 < chain.size() ? chain.get(i + 1).condition() : null;
      lines.add(head(wait));
      wait.notes().forEach(note -> lines.add("  " + note));
      List<String> who = who(wait);
      boolean leads =
          next != null && wait.wakers().stream().anyMatch(one -> one.pid() == next.pid());
      for (int k = 0; k < who.size(); k++) {
        boolean isLast = k == who.size() - 1;
        boolean isWaker = who.size() == 1 && wait.wakers().size() == 1;
        lines.add("  " + who.get(k) + (isLast && leads && isWaker ? ", and" : ""));
      }
    }
    return lines;
  }

  /** {@code server 4711 waits in sendto(3) for room in the queue of x, which is full}. */
  private String head(WaitCondition wait) {
    if (wait.thread().isStopped()) {
      return context.thread(wait) + " is " + (wait.call() == null ? "stopped" : wait.call());
    }
    return context.thread(wait)
        + (wait.call() == null ? " waits" : " waits in " + wait.call())
        + (wait.purpose() == null ? "" : " for " + wait.purpose())
        + (wait.timeout() == null ? "" : atMost(wait.timeout()));
  }

  private static String atMost(double seconds) {
    if (seconds <= 0) {
      return ", with a timeout";
    }
    String number = String.format(java.util.Locale.ROOT, "%.3f", seconds).replaceAll("\\.?0+$", "");
    return ", for at most " + number + " s";
  }

  /** Who could end a wait, a line for each group that has to do the same. */
  private List<String> who(WaitCondition wait) {
    List<String> lines = new ArrayList<>();
    Map<String, List<Waker>> byAction = new LinkedHashMap<>();
    wait.wakers()
        .forEach(one -> byAction.computeIfAbsent(one.action(), its -> new ArrayList<>()).add(one));
    // that it ends is what the sentence has said that the wait is for
    byAction.remove("ends");
    boolean isAll =
        byAction.size() == 1
            && wait.unknown() == null
            && wait.outside() == null
            && wait.newcomer() == null;
    byAction.forEach((action, wakers) -> lines.add(group(wait, action, wakers, isAll)));
    if (wait.outside() != null) {
      lines.add(wait.outside() + (wait.wakers().isEmpty() ? " can end it" : " can end it as well"));
    }
    if (wait.newcomer() != null) {
      lines.add(wait.newcomer() + " would end it");
    }
    if (wait.unknown() != null) {
      lines.add("not known: " + wait.unknown());
    }
    if (wait.interruption() != null) {
      lines.add("not known: " + wait.interruption());
    }
    if (wait.doubt() != null && isInDoubt(wait)) {
      lines.add("not known: " + wait.doubt());
    }
    if (lines.isEmpty() && wait.timeout() == null && wait.wakers().isEmpty()) {
      lines.add("no process can end it");
    }
    return lines;
  }

  /** Whether what is not known makes a difference. */
  private boolean isInDoubt(WaitCondition wait) {
    return report.waits().stream()
        .anyMatch(one -> one.condition() == wait && one.verdict() != Verdict.WAITS);
  }

  private String group(WaitCondition wait, String action, List<Waker> wakers, boolean isAll) {
    Map<String, TreeSet<Integer>> numbers = new LinkedHashMap<>();
    Map<String, Waker> first = new LinkedHashMap<>();
    for (Waker one : wakers) {
      String name = name(one, wait);
      first.putIfAbsent(name, one);
      TreeSet<Integer> its = numbers.computeIfAbsent(name, key -> new TreeSet<>());
      if (one.descriptor() != null) {
        its.add(one.descriptor());
      }
    }
    String only = isAll && !wait.needsAll() ? "only " : "";
    if (numbers.size() == 1) {
      Waker one = wakers.get(0);
      String name = numbers.keySet().iterator().next();
      return only + name + " " + action + places(one.pid(), numbers.get(name)) + now(one, wait);
    }
    List<String> names = new ArrayList<>();
    numbers.forEach(
        (name, its) -> {
          if (names.size() < MOST) {
            names.add(name + places(first.get(name).pid(), its) + now(first.get(name), wait));
          }
        });
    int more = numbers.size() - names.size();
    String rest = more > 0 ? ", and " + more + " more" : "";
    String each = wait.needsAll() ? "each of these has to act: " : "";
    return each
        + (only.isEmpty() ? "" : "only these ")
        + (only.isEmpty() ? "these " : "")
        + plural(action)
        + ": "
        + String.join("; ", names)
        + rest;
  }

  private String name(Waker one, WaitCondition wait) {
    boolean isItself = one.pid() == wait.pid() && (one.tid() == null || one.tid() == wait.tid());
    boolean isAlone = report.analysis().actors().getOrDefault(one.pid(), List.of()).size() < 2;
    if (isItself && isAlone) {
      return context.process(one.pid()) + " itself";
    }
    return context.process(one.pid())
        + (one.tid() == null || one.tid() == one.pid() ? "" : " " + context.threadOf(one.tid()));
  }

  /** {@code takes from it} as {@code take from it}. */
  private static String plural(String action) {
    int end = action.indexOf(' ');
    String verb = end < 0 ? action : action.substring(0, end);
    String rest = end < 0 ? "" : action.substring(end);
    return switch (verb) {
      case "can" -> "can" + rest;
      case "has" -> "have" + rest;
      case "was" -> "were" + rest;
      case "is" -> "are" + rest;
      default -> (verb.endsWith("s") ? verb.substring(0, verb.length() - 1) : verb) + rest;
    };
  }

  private String places(int pid, TreeSet<Integer> numbers) {
    return numbers.isEmpty()
        ? ""
        : numbers.stream()
            .map(number -> context.descriptor(new Holder(pid, number)))
            .collect(Collectors.joining(", ", " (", ")"));
  }

  /** What one does now, if no sentence of the report says it: {@code , which runs}. */
  private String now(Waker one, WaitCondition wait) {
    String doing = doing(one);
    boolean isShell = context.shell(one.pid()) != null;
    return doing == null || one.pid() == wait.pid() && !isShell ? "" : ", which " + doing;
  }

  /** What a process does now; null if it waits, which the report says. */
  public String doing(Waker one) {
    if (!context.isAlive(one.pid())) {
      return "has ended";
    }
    List<Actor> actors = report.analysis().actors().getOrDefault(one.pid(), List.of());
    boolean runs =
        actors.stream()
            .filter(actor -> one.tid() == null || one.tid() == actor.tid())
            .anyMatch(actor -> actor.condition() == null);
    if (!runs) {
      return null;
    }
    ShellActivity shell = context.shell(one.pid());
    if (shell != null) {
      return "runs or waits for a line";
    }
    return context.threads(one.pid()).stream().anyMatch(ThreadSnapshot::isBlocked) ? null : "runs";
  }

  /** The same of one that waits, too: {@code waits in sendto(3)}. */
  public String now(Waker one) {
    String doing = doing(one);
    if (doing != null) {
      return doing;
    }
    return report.analysis().actors().getOrDefault(one.pid(), List.of()).stream()
        .filter(actor -> one.tid() == null || one.tid() == actor.tid())
        .map(Actor::condition)
        .filter(wait -> wait != null)
        .map(
            wait ->
                wait.thread().isStopped()
                    ? "is stopped"
                    : "waits" + (wait.call() == null ? "" : " in " + wait.call()))
        .findFirst()
        .orElse("waits");
  }

  private String verdict(List<JudgedWait> chain, Set<WaitCondition> told) {
    JudgedWait first = chain.get(0);
    if (first.verdict() == Verdict.DEADLOCK && told.containsAll(first.ring())) {
      return "deadlock: it waits for the ring above.";
    }
    // of a thread that has run meanwhile it is not known what it did
    boolean hasRun =
        report.analysis().moving().stream()
            .anyMatch(actor -> actor.condition() == first.condition());
    String advice = hasRun ? null : WaitAdvice.on(first, report.waits(), context);
    String hint = advice == null ? "" : " " + advice;
    return switch (first.verdict()) {
      case DEADLOCK -> "deadlock: " + ring(first) + hint;
      case FOR_EVER -> "for ever: no process is left that could end it." + hint;
      case UNKNOWN ->
          "unknown: "
              + (first.ring().isEmpty() ? "" : "a ring of waits, but ")
              + "it is not known "
              + first.reason()
              + "."
              + hint;
      case WAITS -> "waits: " + canEnd(first) + hint;
    };
  }

  private String ring(JudgedWait first) {
    List<WaitCondition> ring = first.ring();
    if (ring.contains(first.condition())) {
      return ring.size() == 2
          ? "each waits for the other."
          : "each waits for the next, and the last one for the first.";
    }
    String names = ring.stream().limit(MOST).map(context::thread).collect(Collectors.joining(", "));
    return "it waits for a ring of waits: "
        + names
        + (ring.size() > MOST ? " and " + (ring.size() - MOST) + " more." : ".");
  }

  private static String canEnd(JudgedWait first) {
    WaitCondition wait = first.condition();
    if (wait.timeout() != null) {
      return "it ends by itself.";
    }
    return "it can still be ended.";
  }
}
