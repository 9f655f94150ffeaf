package ipcsh.why;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Judges waits. A thread can go on if it runs, if its wait ends by itself or from outside, or if
 * one of its wakers can go on (all of them, if all are needed): the least fixed point of that.
 * Threads that cannot are stuck. It is computed three times: with what is certain, with newcomers,
 * and with everything that is not known; only what is stuck in all of them is called so.
 */
public final class WaitAnalysis {
  private final List<Integer> first;
  private final Map<Integer, List<Actor>> known = new LinkedHashMap<>();

  /** Threads that were seen asleep and have run since. */
  private final Set<Actor> moving = new HashSet<>();

  /** The threads that can go on, as far as is certain. */
  private final Set<Actor> free;

  /** The same, with those for which a newcomer might act. */
  private final Set<Actor> reachable;

  /** The same, with those of whom too little is known. */
  private final Set<Actor> perhaps;

  private final Map<Actor, List<Actor>> wakers = new HashMap<>();
  private final WaitRings rings;

  /**
   * Looks at processes, and at all processes that could end their waits.
   *
   * @param first the processes whose waits are to be judged
   * @param processes the threads of a process that can act; empty if it has ended
   */
  public WaitAnalysis(Collection<Integer> first, IntFunction<List<Actor>> processes) {
    this(first, processes, actor -> false);
  }

  /**
   * The same with threads that can go on because they do.
   *
   * @param hasRun whether a thread has run since it was looked at
   */
  WaitAnalysis(
      Collection<Integer> first, IntFunction<List<Actor>> processes, Predicate<Actor> hasRun) {
    this.first = first.stream().distinct().toList();
    Deque<Integer> next = new ArrayDeque<>(first);
    while (!next.isEmpty()) {
      int pid = next.poll();
      if (!known.containsKey(pid)) {
        List<Actor> its = List.copyOf(processes.apply(pid));
        known.put(pid, its);
        for (Actor actor : its) {
          // who could end a wait that ends by itself does not matter
          if (actor.condition() != null && !actor.condition().endsAlone()) {
            actor.condition().wakers().forEach(waker -> next.add(waker.pid()));
            actor.condition().possible().forEach(waker -> next.add(waker.pid()));
          }
        }
      }
    }
    Set<Actor> asleep = released(wait -> wait.endsAlone(), false);
    known.values().stream()
        .flatMap(List::stream)
        .filter(actor -> !asleep.contains(actor) && hasRun.test(actor))
        .forEach(moving::add);
    free = moving.isEmpty() ? asleep : released(wait -> wait.endsAlone(), false);
    reachable = released(wait -> wait.endsAlone() || wait.newcomer() != null, false);
    perhaps =
        released(
            wait ->
                wait.endsAlone()
                    || wait.newcomer() != null
                    || wait.unknown() != null
                    || wait.interruption() != null,
            true);
    List<Actor> stuck =
        known.values().stream().flatMap(List::stream).filter(one -> !free.contains(one)).toList();
    rings =
        new WaitRings(
            stuck, one -> wakers(one).stream().filter(other -> !free.contains(other)).toList());
  }

  /** The waits of the first processes and of all for whom they wait, in this order. */
  public List<JudgedWait> waits() {
    return chains(actor -> true).stream().flatMap(List::stream).toList();
  }

  /**
   * For each wait of the first processes a chain: the wait, and the waits of all for whom it waits,
   * the nearest first. What is in one chain is not in another.
   *
   * @param asked which threads of those processes are meant
   */
  public List<List<JudgedWait>> chains(Predicate<Actor> asked) {
    List<List<JudgedWait>> found = new ArrayList<>();
    Set<Actor> seen = new HashSet<>();
    for (int pid : first) {
      for (Actor actor : known.get(pid)) {
        if (actor.condition() != null && asked.test(actor) && !seen.contains(actor)) {
          found.add(chain(actor, seen));
        }
      }
    }
    return found;
  }

  private List<JudgedWait> chain(Actor from, Set<Actor> seen) {
    List<JudgedWait> found = new ArrayList<>();
    Deque<Actor> next = new ArrayDeque<>(List.of(from));
    seen.add(from);
    while (!next.isEmpty()) {
      Actor one = next.poll();
      if (one.condition() != null) {
        found.add(judge(one));
        if (free.contains(one)) {
          helpers(one).stream().filter(seen::add).forEach(next::add);
        } else {
          possibleWakers(one).stream().filter(seen::add).forEach(next::add);
        }
      }
    }
    return found;
  }

  /** The threads that can go on only because they have run meanwhile. */
  Set<Actor> moving() {
    return moving;
  }

  /**
   * Who is worth telling of when a wait can still be ended: of each process whose threads are all
   * blocked one that can go on.
   */
  private List<Actor> helpers(Actor waiting) {
    Map<Integer, Actor> found = new LinkedHashMap<>();
    if (!waiting.condition().endsAlone()) {
      for (Actor one : wakers(waiting)) {
        boolean isBetter = !found.containsKey(one.pid()) || one.condition() == null;
        if (isBetter && free.contains(one)) {
          found.put(one.pid(), one);
        }
      }
    }
    return List.copyOf(found.values());
  }

  /** All threads that were looked at, by process. */
  public Map<Integer, List<Actor>> actors() {
    return known;
  }

  /** The threads that could end a wait, without itself. */
  public List<Actor> wakers(Actor waiting) {
    List<Actor> its = wakers.get(waiting);
    if (its == null) {
      its = findWakers(waiting);
      wakers.put(waiting, its);
    }
    return its;
  }

  private List<Actor> findWakers(Actor waiting) {
    Set<Actor> found = new LinkedHashSet<>();
    if (waiting.condition() != null) {
      add(found, waiting.condition().wakers(), waiting);
    }
    return List.copyOf(found);
  }

  private void add(Set<Actor> found, List<Waker> wakers, Actor waiting) {
    wakers.stream().flatMap(waker -> actors(waker, waiting)).forEach(found::add);
  }

  /** The same with those who perhaps could. */
  private Set<Actor> possibleWakers(Actor waiting) {
    Set<Actor> found = new LinkedHashSet<>(wakers(waiting));
    if (waiting.condition() != null) {
      add(found, waiting.condition().possible(), waiting);
    }
    return found;
  }

  private Stream<Actor> actors(Waker waker, Actor waiting) {
    return known.getOrDefault(waker.pid(), List.of()).stream()
        .filter(one -> !one.equals(waiting))
        .filter(one -> waker.tid() == null || waker.tid() == one.tid());
  }

  private JudgedWait judge(Actor actor) {
    if (free.contains(actor)) {
      return new JudgedWait(actor.condition(), Verdict.WAITS, List.of(), null);
    }
    List<Actor> ring = rings.of(actor);
    List<WaitCondition> waits = ring.stream().map(Actor::condition).toList();
    if (reachable.contains(actor)) {
      // a newcomer may come to a waiting server, but is not expected to resolve a ring
      return ring.isEmpty()
          ? new JudgedWait(actor.condition(), Verdict.WAITS, List.of(), null)
          : new JudgedWait(
              actor.condition(),
              Verdict.UNKNOWN,
              waits,
              "whether there will be " + reason(actor, WaitCondition::newcomer));
    }
    if (perhaps.contains(actor)) {
      String reason = reason(actor, WaitAnalysis::notKnown);
      return new JudgedWait(
          actor.condition(),
          Verdict.UNKNOWN,
          waits,
          reason == null ? reason(actor, WaitCondition::doubt) : reason);
    }
    return ring.isEmpty()
        ? new JudgedWait(actor.condition(), Verdict.FOR_EVER, List.of(), null)
        : new JudgedWait(actor.condition(), Verdict.DEADLOCK, waits, null);
  }

  /**
   * The threads that can go on.
   *
   * @param alone the waits that end without any thread
   * @param withPossible whether those who perhaps could end a wait do
   */
  private Set<Actor> released(Predicate<WaitCondition> alone, boolean withPossible) {
    Map<Actor, List<Actor>> waiting = new HashMap<>();
    Deque<Actor> next = new ArrayDeque<>();
    Set<Actor> can = new HashSet<>();
    for (List<Actor> its : known.values()) {
      for (Actor actor : its) {
        boolean runs = actor.condition() == null || moving.contains(actor);
        if (runs || alone.test(actor.condition())) {
          can.add(actor);
          next.add(actor);
        } else {
          (withPossible ? possibleWakers(actor) : wakers(actor))
              .forEach(
                  waker -> waiting.computeIfAbsent(waker, one -> new ArrayList<>(1)).add(actor));
        }
      }
    }
    while (!next.isEmpty()) {
      for (Actor woken : waiting.getOrDefault(next.poll(), List.of())) {
        if (isEnded(woken, can) && can.add(woken)) {
          next.add(woken);
        }
      }
    }
    return can;
  }

  /** Whether these threads can end a wait, of which they are wakers. */
  private boolean isEnded(Actor woken, Set<Actor> can) {
    return !woken.condition().needsAll()
        || woken.condition().wakers().stream()
            .allMatch(waker -> actors(waker, woken).anyMatch(can::contains))
        || woken.condition().possible().stream()
            .anyMatch(waker -> actors(waker, woken).anyMatch(can::contains));
  }

  private static String notKnown(WaitCondition wait) {
    return wait.unknown() == null ? wait.interruption() : wait.unknown();
  }

  /** The nearest wait for which something is not known. */
  private String reason(Actor from, Function<WaitCondition, String> of) {
    Deque<Actor> next = new ArrayDeque<>(List.of(from));
    Set<Actor> seen = new HashSet<>(List.of(from));
    while (!next.isEmpty()) {
      Actor one = next.poll();
      String said = one.condition() == null ? null : of.apply(one.condition());
      if (said != null) {
        return said;
      }
      possibleWakers(one).stream().filter(seen::add).forEach(next::add);
    }
    return null;
  }
}
