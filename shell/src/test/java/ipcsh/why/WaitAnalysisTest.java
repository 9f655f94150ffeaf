package ipcsh.why;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.inspect.ThreadSnapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Verdicts over models made by hand, and over random ones compared with an exhaustive search. */
class WaitAnalysisTest {
  private final Map<Integer, List<Actor>> processes = new HashMap<>();

  private static WaitCondition threadWaits(int pid, int tid, Waker... wakers) {
    ThreadSnapshot thread =
        new ThreadSnapshot(pid, tid, "t", 'S', "read", List.of(0L, 0L, 0L, 0L, 0L, 0L), null, true);
    return WaitCondition.of(thread, "read(0)", "data").endedBy(Arrays.asList(wakers));
  }

  private static WaitCondition waits(int pid, Integer... others) {
    return threadWaits(
        pid, pid, Arrays.stream(others).map(one -> new Waker(one, "writes")).toArray(Waker[]::new));
  }

  private void add(WaitCondition wait) {
    processes
        .computeIfAbsent(wait.pid(), pid -> new ArrayList<>())
        .add(new Actor(wait.pid(), wait.tid(), wait));
  }

  private void runs(int pid) {
    processes.put(pid, List.of(new Actor(pid, pid, null)));
  }

  private List<JudgedWait> judged(Integer... first) {
    return new WaitAnalysis(List.of(first), pid -> processes.getOrDefault(pid, List.of())).waits();
  }

  private JudgedWait judged(int pid) {
    return judged(new Integer[] {pid}).get(0);
  }

  @Test
  void ringOfTwo() {
    add(waits(1, 2));
    add(waits(2, 1));
    assertThat(judged(1).verdict()).isEqualTo(Verdict.DEADLOCK);
    assertThat(judged(1).ring()).extracting(WaitCondition::pid).containsExactly(1, 2);
    assertThat(judged(2).ring()).extracting(WaitCondition::pid).containsExactly(2, 1);
  }

  @Test
  void somebodyOutsideTheRingCouldEndIt() {
    add(waits(1, 2, 3));
    add(waits(2, 1));
    runs(3);
    assertThat(judged(1).verdict()).isEqualTo(Verdict.WAITS);
    assertThat(judged(2).verdict()).isEqualTo(Verdict.WAITS);
  }

  @Test
  void chainToTheRing() {
    add(waits(1, 2));
    add(waits(2, 3));
    add(waits(3, 2));
    assertThat(judged(1).verdict()).isEqualTo(Verdict.DEADLOCK);
    assertThat(judged(1).ring()).extracting(WaitCondition::pid).containsExactly(2, 3);
  }

  @Test
  void allMustActAndOneCannot() {
    add(waits(1, 2, 3).byAll());
    runs(2);
    add(waits(3, 4));
    assertThat(judged(1).verdict()).isEqualTo(Verdict.FOR_EVER);
    runs(4);
    assertThat(judged(1).verdict()).isEqualTo(Verdict.WAITS);
  }

  @Test
  void oneThatHasRunSinceWasNotStuck() {
    add(waits(1, 2));
    add(waits(2, 1));
    List<JudgedWait> waits =
        new WaitAnalysis(List.of(1), processes::get, actor -> actor.pid() == 2).waits();
    assertThat(waits).extracting(JudgedWait::verdict).containsOnly(Verdict.WAITS);
  }

  @Test
  void onlyItself() {
    add(waits(1, 1));
    assertThat(judged(1).verdict()).isEqualTo(Verdict.FOR_EVER);
    assertThat(judged(1).ring()).isEmpty();
  }

  @Test
  void nobody() {
    add(waits(1));
    add(waits(2, 1));
    assertThat(judged(2)).extracting(JudgedWait::verdict).isEqualTo(Verdict.FOR_EVER);
  }

  @Test
  void theWakerHasEnded() {
    add(waits(1, 7));
    assertThat(judged(1).verdict()).isEqualTo(Verdict.FOR_EVER);
  }

  @Test
  void anotherThreadOfTheSameProcess() {
    add(threadWaits(1, 1, new Waker(1, "writes")));
    processes.get(1).add(new Actor(1, 2, null));
    assertThat(judged(1).verdict()).isEqualTo(Verdict.WAITS);
  }

  @Test
  void onlyTheNamedThreadCounts() {
    add(threadWaits(1, 1, new Waker(2, 20, null, "unlocks")));
    add(threadWaits(2, 20, new Waker(1, 1, null, "unlocks")));
    processes.get(2).add(new Actor(2, 21, null));
    assertThat(judged(1).verdict()).isEqualTo(Verdict.DEADLOCK);
  }

  @Test
  void timeoutsEndWaits() {
    add(waits(1, 2));
    add(waits(2, 1).within(0.5));
    assertThat(judged(1).verdict()).isEqualTo(Verdict.WAITS);
    assertThat(judged(2).verdict()).isEqualTo(Verdict.WAITS);
  }

  @Test
  void whatIsNotKnownAnywhereOnTheWayIsSaid() {
    add(waits(1, 2));
    add(waits(2, 1).notKnown("what process 9 has open"));
    assertThat(judged(1).verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(judged(1).reason()).isEqualTo("what process 9 has open");
  }

  @Test
  void somebodyNewEndsTheWaitOfServersButNoRing() {
    add(waits(1, 1).orBy("a program that opens /tmp/f"));
    assertThat(judged(1).verdict()).isEqualTo(Verdict.WAITS);
    add(waits(2, 3).orBy("a program that opens /tmp/f"));
    add(waits(3, 2));
    assertThat(judged(2).verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(judged(3).reason()).isEqualTo("whether there will be a program that opens /tmp/f");
  }

  /** Random models of up to 6 threads in up to 4 processes. */
  @Test
  void randomModelsAreJudgedAsBySearchingAllWorlds() {
    for (int seed = 0; seed < 4000; seed++) {
      Random random = new Random(seed);
      processes.clear();
      int n = 1 + random.nextInt(6);
      int pids = 1 + random.nextInt(4);
      List<Actor> all = new ArrayList<>();
      for (int tid = 10; tid < 10 + n; tid++) {
        int pid = 1 + random.nextInt(pids);
        Actor actor = new Actor(pid, tid, random(random, pid, tid, n, pids));
        all.add(actor);
        processes.computeIfAbsent(pid, its -> new ArrayList<>()).add(actor);
      }
      Integer[] first = processes.keySet().toArray(Integer[]::new);
      for (JudgedWait one : judged(first)) {
        assertThat(one.verdict()).as("seed %d, %s", seed, all).isEqualTo(expected(all, one));
        checkRing(all, one);
      }
    }
  }

  private static WaitCondition random(Random random, int pid, int tid, int n, int pids) {
    if (random.nextInt(6) == 0) {
      return null;
    }
    List<Waker> wakers = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      int other = 1 + random.nextInt(pids);
      Integer named = random.nextBoolean() ? null : (Integer) (10 + random.nextInt(n));
      wakers.add(new Waker(other, named, null, "writes"));
    }
    WaitCondition wait = threadWaits(pid, tid, wakers.toArray(Waker[]::new));
    return switch (random.nextInt(9)) {
      case 0 -> wait.within(1.0);
      case 1 -> wait.fromOutside("a user");
      case 2 -> wait.notKnown("this");
      default -> wait;
    };
  }

  private static boolean wakes(Actor waker, Actor waiting) {
    return waiting.condition() != null
        && !waker.equals(waiting)
        && waiting.condition().wakers().stream()
            .anyMatch(
                one -> one.pid() == waker.pid() && (one.tid() == null || one.tid() == waker.tid()));
  }

  /** Tries every answer to what is not known, and in each every order in which threads go on. */
  private static Verdict expected(List<Actor> all, JudgedWait judged) {
    int me =
        IntStream.range(0, all.size())
            .filter(i -> judged.condition().equals(all.get(i).condition()))
            .findFirst()
            .orElseThrow();
    int n = all.size();
    boolean always = true;
    boolean ever = false;
    for (int world = 0; world < 1 << n; world++) {
      boolean can = goesOn(all, world, me);
      always &= can;
      ever |= can;
    }
    if (always) {
      return Verdict.WAITS;
    }
    if (ever) {
      return Verdict.UNKNOWN;
    }
    boolean[][] reach = closure(all);
    return IntStream.range(0, n).anyMatch(i -> (i == me || reach[me][i]) && reach[i][i])
        ? Verdict.DEADLOCK
        : Verdict.FOR_EVER;
  }

  private static boolean goesOn(List<Actor> all, int world, int me) {
    BitSet seen = new BitSet();
    List<Integer> states = new ArrayList<>(List.of(0));
    while (!states.isEmpty()) {
      int gone = states.remove(states.size() - 1);
      if ((gone >> me & 1) == 1) {
        return true;
      }
      for (int i = 0; i < all.size(); i++) {
        WaitCondition wait = all.get(i).condition();
        boolean alone =
            wait == null
                || wait.timeout() != null
                || wait.outside() != null
                || wait.unknown() != null && (world >> i & 1) == 1;
        boolean woken = false;
        for (int j = 0; j < all.size(); j++) {
          woken |= (gone >> j & 1) == 1 && wakes(all.get(j), all.get(i));
        }
        int next = gone | 1 << i;
        if ((alone || woken) && !seen.get(next)) {
          seen.set(next);
          states.add(next);
        }
      }
    }
    return false;
  }

  private static boolean[][] closure(List<Actor> all) {
    int n = all.size();
    boolean[][] reach = new boolean[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        reach[i][j] = wakes(all.get(j), all.get(i));
      }
    }
    for (int k = 0; k < n; k++) {
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          reach[i][j] |= reach[i][k] && reach[k][j];
        }
      }
    }
    return reach;
  }

  private static void checkRing(List<Actor> all, JudgedWait one) {
    assertThat(one.ring().isEmpty())
        .isEqualTo(one.verdict() != Verdict.DEADLOCK && one.ring().isEmpty());
    for (int i = 0; i < one.ring().size(); i++) {
      WaitCondition waiting = one.ring().get(i);
      WaitCondition next = one.ring().get((i + 1) % one.ring().size());
      Actor from = new Actor(waiting.pid(), waiting.tid(), waiting);
      Actor to = new Actor(next.pid(), next.tid(), next);
      assertThat(wakes(to, from)).as("%s", all).isTrue();
    }
  }
}
