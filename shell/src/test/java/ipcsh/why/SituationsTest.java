package ipcsh.why;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.kit.Tools;
import ipcsh.kit.Wait;
import ipcsh.why.RunningProgram.Row;
import ipcsh.why.RunningProgram.Told;
import ipcsh.why.Situation.Actor;
import ipcsh.why.Situation.Id;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random processes and threads with pipes, sockets, locks, semaphores, mutexes, queues and
 * children: what {@code why} says of each thread is what follows from the plan. {@code
 * -Dsituations=5000} tries more of them, {@code -Dsituations.from=17} begins with another.
 */
@OnShell
class SituationsTest {
  private static final int COUNT = Integer.getInteger("situations", 200);
  private static final int FROM = Integer.getInteger("situations.from", 0);

  /** So many exist at the same time. */
  private static final int AT_ONCE = 10;

  @TempDir static Path directory;

  private final List<String> wrong = new ArrayList<>();
  private int judged;
  private int unknown;

  /** How often a process of somebody else might receive a descriptor that is on its way. */
  private int disturbed;

  /** A situation that has been built. */
  private record Built(int number, Situation plan, RunningProgram program) {
    /** The process and thread IDs of those that have arrived. */
    Map<Id, int[]> ids() {
      Map<Id, int[]> ids = new HashMap<>();
      String text = program.output();
      for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
        String[] words = line.split(" ");
        if (words[0].equals("thread")) {
          ids.put(
              new Id(Integer.parseInt(words[1]), Integer.parseInt(words[2])),
              new int[] {Integer.parseInt(words[3]), Integer.parseInt(words[4])});
        }
      }
      return ids;
    }
  }

  @Test
  void noVerdictIsWrong(Shell shell) {
    Path source = Path.of("src/test/resources/c/why/situation.c").toAbsolutePath();
    Path program = Tools.compile(directory, source, "situation");
    for (int from = FROM; from < FROM + COUNT; from += AT_ONCE) {
      List<Built> built = new ArrayList<>();
      try {
        for (int i = from; i < Math.min(from + AT_ONCE, FROM + COUNT); i++) {
          Situation plan = SituationGenerator.of(i);
          built.add(new Built(i, plan, RunningProgram.start(directory, program).told(plan.plan())));
        }
        built.forEach(SituationsTest::awaitArrival);
        judge(built, shell);
      } finally {
        built.forEach(one -> one.program.close());
      }
    }
    System.out.printf(
        "%d situations: %d verdicts, %d of them unknown, %d because of others, %d wrong%n",
        COUNT, judged, unknown, disturbed, wrong.size());
    assertThat(wrong).isEmpty();
    assertThat(unknown).as("unknown of " + judged).isZero();
  }

  private static void awaitArrival(Built built) {
    Wait.until(
        Wait.LONG,
        () -> "situation " + built.number + ":\n" + built.plan.plan() + built.program.output(),
        () ->
            built.ids().size() == built.plan.actors().size()
                && built.plan.actors().stream()
                    .filter(one -> one.needs != null)
                    .allMatch(one -> isBlocked(one, built.ids().get(one.id))));
  }

  /** Whether a thread has reached its last act. */
  private static boolean isBlocked(Actor actor, int[] ids) {
    // the barrier before the last act is a sleep, and nothing else here is one
    String call = syscall(ids);
    return !call.isEmpty() && !call.startsWith("230 ") && !call.startsWith("running");
  }

  private static String syscall(int[] ids) {
    try {
      return Files.readString(Path.of("/proc/" + ids[0] + "/task/" + ids[1] + "/syscall"));
    } catch (IOException ended) {
      return "";
    }
  }

  /** Judges all of them in one look. */
  private void judge(List<Built> all, Shell shell) {
    List<Integer> pids =
        all.stream()
            .flatMap(one -> one.ids().values().stream())
            .map(numbers -> numbers[0])
            .distinct()
            .toList();
    Told told = RunningProgram.look(shell, pids);
    all.forEach(one -> judge(one, told));
  }

  private void judge(Built built, Told told) {
    Set<Id> stuck = built.plan.stuck();
    Map<Id, int[]> ids = built.ids();
    Map<Integer, Id> byThread = new HashMap<>();
    ids.forEach((id, numbers) -> byThread.put(numbers[1], id));
    Set<Id> open = new LinkedHashSet<>();
    built.plan.actors().stream().filter(one -> one.needs != null).forEach(one -> open.add(one.id));
    for (Row row : told.rows()) {
      Id id = byThread.get(row.tid());
      if (id != null && open.remove(id)) {
        check(built, id, row, byThread, stuck, told);
      }
    }
    open.forEach(id -> wrong.add(story(built, id, "is not mentioned", ids, told)));
  }

  private void check(
      Built built, Id id, Row row, Map<Integer, Id> byThread, Set<Id> stuck, Told told) {
    judged++;
    Set<String> right = built.plan.right(id, stuck);
    if (row.verdict().equals("unknown") && isAboutOthers(row.reason(), byThread)) {
      disturbed++;
    } else if (row.verdict().equals("unknown")) {
      unknown++;
      System.out.println(story(built, id, "is unknown, right: " + right, built.ids(), told));
    } else if (!right.contains(row.verdict())) {
      wrong.add(story(built, id, row.verdict() + ", right: " + right, built.ids(), told));
    } else if (row.verdict().equals("deadlock") && !isRing(built.plan, row, byThread, stuck)) {
      wrong.add(story(built, id, "no ring: " + row.ring(), built.ids(), told));
    }
  }

  /** Whether it is not known what a process does that is none of the situation. */
  private static boolean isAboutOthers(String reason, Map<Integer, Id> byThread) {
    return Pattern.compile("\\b\\d{2,9}\\b")
        .matcher(reason)
        .results()
        .anyMatch(
            one -> {
              int pid = Integer.parseInt(one.group());
              return !byThread.containsKey(pid) && ProcessHandle.of(pid).isPresent();
            });
  }

  private static boolean isRing(Situation plan, Row row, Map<Integer, Id> byThread, Set<Id> stuck) {
    List<Integer> ring = row.ring();
    for (int i = 0; i < ring.size(); i++) {
      Id one = byThread.get(ring.get(i));
      Id next = byThread.get(ring.get((i + 1) % ring.size()));
      if (one == null || !stuck.contains(one) || !plan.next(one, stuck).contains(next)) {
        return false;
      }
    }
    return !ring.isEmpty();
  }

  private static String story(Built built, Id id, String what, Map<Id, int[]> ids, Told told) {
    StringBuilder who = new StringBuilder();
    ids.forEach((one, numbers) -> who.append(one).append(" is ").append(numbers[1]).append('\n'));
    return "situation %d, %s: %s%n%s%s%s%n"
        .formatted(built.number, id, what, built.plan.plan(), who, told.text());
  }
}
