package ipcsh.why;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A plan of processes and threads that wait for each other, and what is true of it. The plan is
 * text, executed by {@code situation.c}; the truth follows from the plan alone.
 *
 * <pre>
 * object KIND [STATE]   pipe, stream, datagram (two ends), event, file, queue, semaphore, mutex
 * member PARENT         a process; of the situation itself if PARENT is -1
 * has OBJECT END        which the member keeps; it closes all the others
 * thread                of the last member; its acts follow, the last one is where it remains
 * </pre>
 */
final class Situation {
  /** What a waiting thread needs: one of these, or all of them. */
  record Needs(boolean all, List<Waker> wakers) {}

  /** A process, or one thread of it ({@code thread} is -1 for any). */
  record Waker(int member, int thread) {}

  /** A thread, by the number of its process and its own. */
  record Id(int member, int thread) {}

  /** A thread: what it does first, where it remains, what it needs (null: it can go on). */
  static final class Actor {
    final Id id;
    final List<String> first = new ArrayList<>();
    String last = "sleep";
    Needs needs;

    Actor(Id id) {
      this.id = id;
    }

    boolean ended() {
      return last.equals("exit");
    }
  }

  /** A process. */
  static final class Member {
    final int parent;
    final Set<String> has = new TreeSet<>();
    final List<Actor> threads = new ArrayList<>();

    Member(int parent) {
      this.parent = parent;
    }
  }

  final List<String> objects = new ArrayList<>();
  final List<Member> members = new ArrayList<>();

  /** Adds an object and returns its number. */
  int object(String kindAndState) {
    objects.add(kindAndState);
    return objects.size() - 1;
  }

  /** Adds a process with so many threads. */
  Member member(int parent, int threads) {
    Member added = new Member(parent);
    for (int i = 0; i < threads; i++) {
      added.threads.add(new Actor(new Id(members.size(), i)));
    }
    members.add(added);
    return added;
  }

  /** All threads. */
  List<Actor> actors() {
    return members.stream().flatMap(one -> one.threads.stream()).toList();
  }

  /** The text for {@code situation.c}. */
  String plan() {
    StringBuilder text = new StringBuilder();
    objects.forEach(one -> text.append("object ").append(one).append('\n'));
    for (Member member : members) {
      text.append("member ").append(member.parent).append('\n');
      member.has.forEach(one -> text.append("has ").append(one).append('\n'));
      for (Actor actor : member.threads) {
        text.append("thread\n");
        actor.first.forEach(one -> text.append(one).append('\n'));
        text.append(actor.last).append('\n');
      }
    }
    return text.append("go\n").toString();
  }

  /** The threads that can never go on, whatever the others do. */
  Set<Id> stuck() {
    Set<Id> free = new LinkedHashSet<>();
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Actor actor : actors()) {
        if (!actor.ended() && !free.contains(actor.id) && canGoOn(actor, free)) {
          changed = free.add(actor.id);
        }
      }
    }
    Set<Id> stuck = new LinkedHashSet<>();
    actors().stream()
        .filter(one -> !one.ended() && !free.contains(one.id))
        .forEach(one -> stuck.add(one.id));
    return stuck;
  }

  private boolean canGoOn(Actor actor, Set<Id> free) {
    if (actor.needs == null) {
      return true;
    }
    return actor.needs.all
        ? actor.needs.wakers.stream().allMatch(one -> acts(one, actor, free))
        : actor.needs.wakers.stream().anyMatch(one -> acts(one, actor, free));
  }

  private boolean acts(Waker waker, Actor waiting, Set<Id> free) {
    return threads(waker).stream()
        .anyMatch(one -> !one.id.equals(waiting.id) && free.contains(one.id));
  }

  private List<Actor> threads(Waker waker) {
    List<Actor> all = members.get(waker.member).threads;
    return waker.thread < 0 ? all : List.of(all.get(waker.thread));
  }

  /** The stuck threads for which a stuck thread waits. */
  Set<Id> next(Id of, Set<Id> stuck) {
    Set<Id> next = new LinkedHashSet<>();
    Needs needs = members.get(of.member).threads.get(of.thread).needs;
    for (Waker waker : needs.wakers) {
      threads(waker).stream()
          .map(one -> one.id)
          .filter(one -> !one.equals(of) && stuck.contains(one))
          .forEach(next::add);
    }
    return next;
  }

  /** The verdicts that are right for this thread. */
  Set<String> right(Id of, Set<Id> stuck) {
    if (!stuck.contains(of)) {
      return Set.of("waits");
    }
    Set<String> right = new TreeSet<>();
    Set<Id> reached = reachable(of, stuck);
    for (Id one : reached) {
      if (reachable(one, stuck).stream().anyMatch(two -> next(two, stuck).contains(one))) {
        right.add("deadlock");
      }
      if (next(one, stuck).isEmpty()) {
        right.add("for ever");
      }
    }
    return right;
  }

  private Set<Id> reachable(Id from, Set<Id> stuck) {
    Set<Id> reached = new LinkedHashSet<>(List.of(from));
    List<Id> open = new ArrayList<>(reached);
    while (!open.isEmpty()) {
      for (Id one : next(open.remove(open.size() - 1), stuck)) {
        if (reached.add(one)) {
          open.add(one);
        }
      }
    }
    return reached;
  }
}
