package ipcsh.why;

import ipcsh.why.Situation.Actor;
import ipcsh.why.Situation.Member;
import ipcsh.why.Situation.Needs;
import ipcsh.why.Situation.Waker;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Makes situations at random, the same ones for the same seed; a third has nobody that is stuck.
 */
final class SituationGenerator {
  private static final List<String> FREE =
      List.of("sleep", "sleep", "compute", "stop", "idle", "downtimed", "polltimed", "locktimed");
  private static final List<String> SETS = List.of("poll", "select", "epoll");

  private final Random random;
  private Situation made;

  /** So many processes, the first ones, live on; the others end at once. */
  private int alive;

  private SituationGenerator(long seed) {
    random = new Random(seed);
  }

  /** The situation of this number. */
  static Situation of(int number) {
    SituationGenerator generator = new SituationGenerator(1_000_003L * number);
    while (true) {
      Situation one = generator.attempt();
      boolean hangs = !one.stuck().isEmpty();
      if (hangs == (number % 3 != 0)) {
        return one;
      }
    }
  }

  private Situation attempt() {
    made = new Situation();
    alive = 1 + random.nextInt(5);
    for (int i = 0; i < alive; i++) {
      int parent = i > 0 && random.nextInt(3) == 0 ? random.nextInt(i) : -1;
      made.member(parent, random.nextInt(4) == 0 ? 2 + random.nextInt(2) : 1);
    }
    for (Actor actor : made.actors()) {
      if (random.nextInt(4) == 0) {
        free(actor);
      } else {
        waiting(actor);
      }
    }
    return made;
  }

  private Member of(Actor actor) {
    return made.members.get(actor.id.member());
  }

  private void free(Actor actor) {
    String act = FREE.get(random.nextInt(FREE.size()));
    if (act.equals("stop") && of(actor).threads.size() > 1) {
      act = "sleep";
    }
    switch (act) {
      case "downtimed" -> act += " " + memory(actor, "semaphore 0");
      case "locktimed" -> act = lock(actor, "locktimed");
      case "polltimed" -> act = SETS.get(random.nextInt(SETS.size())) + "timed" + ends(actor, 1);
      default -> {}
    }
    actor.last = act;
    actor.needs = null;
  }

  private void waiting(Actor actor) {
    switch (random.nextInt(14)) {
      case 0, 1, 2 -> reads(actor);
      case 3, 4 -> writes(actor);
      case 5, 6 -> fileLock(actor);
      case 7 -> actor.last = lock(actor, "lock");
      case 8 -> semaphore(actor);
      case 9 -> child(actor);
      case 10 -> join(actor);
      case 11 -> queue(actor);
      case 12 -> {
        actor.needs = new Needs(false, new ArrayList<>());
        actor.last = SETS.get(random.nextInt(SETS.size())) + ends(actor, 1 + random.nextInt(3));
      }
      default -> sharedLock(actor);
    }
  }

  /** Some processes, at least one. */
  private Set<Integer> some(int most) {
    Set<Integer> some = new LinkedHashSet<>();
    for (int n = 1 + random.nextInt(most); n > 0; n--) {
      some.add(random.nextInt(alive));
    }
    return some;
  }

  private static List<Waker> any(Set<Integer> members) {
    return members.stream().map(one -> new Waker(one, -1)).toList();
  }

  private void have(Set<Integer> members, int object, int end) {
    members.forEach(one -> made.members.get(one).has.add(object + " " + end));
  }

  private void reads(Actor actor) {
    int me = actor.id.member();
    String kind = List.of("pipe", "pipe", "stream", "datagram", "event").get(random.nextInt(5));
    int object = made.object(kind);
    if (kind.equals("event")) {
      Set<Integer> holders = some(2);
      holders.add(me);
      have(holders, object, 0);
      actor.last = "read " + object + " 0";
      actor.needs = new Needs(false, any(holders));
      return;
    }
    boolean alone = kind.equals("datagram") && random.nextInt(3) == 0;
    Set<Integer> others = alone ? Set.of() : some(2);
    have(Set.of(me), object, 0);
    if (kind.equals("pipe") && random.nextInt(4) == 0) {
      have(some(1), object, 0);
    }
    have(others, object, 1);
    actor.last = (kind.equals("datagram") ? "recv " : "read ") + object + " 0";
    actor.needs = new Needs(false, any(others));
  }

  private void writes(Actor actor) {
    String kind = List.of("pipe", "pipe", "stream", "datagram").get(random.nextInt(4));
    int object = made.object(kind + " full");
    Set<Integer> readers = some(2);
    have(Set.of(actor.id.member()), object, 1);
    have(readers, object, 0);
    actor.last = "write " + object + " 1";
    actor.needs = new Needs(false, any(readers));
  }

  /** Read ends of several pipes and sockets, as arguments; the needs are added if there are any. */
  private String ends(Actor actor, int n) {
    StringBuilder ends = new StringBuilder();
    for (int i = 0; i < n; i++) {
      int object = made.object(random.nextBoolean() ? "pipe" : "stream");
      Set<Integer> others = some(2);
      have(Set.of(actor.id.member()), object, 0);
      have(others, object, 1);
      ends.append(' ').append(object).append(" 0");
      if (actor.needs != null) {
        actor.needs.wakers().addAll(any(others));
      }
    }
    return ends.toString();
  }

  private Actor anybody() {
    List<Actor> all = made.actors().stream().filter(one -> one.id.member() < alive).toList();
    return all.get(random.nextInt(all.size()));
  }

  private void fileLock(Actor actor) {
    Actor holder = anybody();
    int file = made.object("file");
    boolean whole = random.nextInt(3) > 0;
    String act = whole ? "take " : "ofd ";
    // records of one process never meet, and a ring of them is refused: one of them is enough
    boolean first = made.actors().stream().noneMatch(one -> one.last.startsWith("record"));
    if (!whole && first && holder.id.member() != actor.id.member()) {
      act = "record ";
    }
    holder.first.add(act + file);
    actor.last = act + file;
    // a description has no thread: any thread of the process may unlock it
    actor.needs = new Needs(false, any(Set.of(holder.id.member())));
  }

  private void sharedLock(Actor actor) {
    int file = made.object("file");
    Set<Integer> holders = some(2);
    for (int one : holders) {
      made.members.get(one).threads.get(0).first.add("share " + file);
    }
    actor.last = "take " + file;
    actor.needs = new Needs(true, any(holders));
  }

  private int memory(Actor actor, String kind) {
    int object = made.object(kind);
    have(Set.of(actor.id.member()), object, 0);
    return object;
  }

  /** A mutex that somebody has: another thread, this one, or one that has ended. */
  private String lock(Actor actor, String act) {
    int mutex = memory(actor, "mutex");
    Actor owner = anybody();
    if (random.nextInt(3) == 0) {
      Member ended = made.member(-1, 1);
      owner = ended.threads.get(0);
      owner.last = "exit";
    }
    have(Set.of(owner.id.member()), mutex, 0);
    owner.first.add("lock " + mutex);
    actor.needs = new Needs(false, List.of(new Waker(owner.id.member(), owner.id.thread())));
    return act + " " + mutex;
  }

  private void semaphore(Actor actor) {
    int object = memory(actor, "semaphore 0");
    Set<Integer> others = random.nextInt(3) == 0 ? Set.of() : some(2);
    have(others, object, 0);
    Set<Integer> all = new LinkedHashSet<>(others);
    all.add(actor.id.member());
    actor.last = "down " + object;
    actor.needs = new Needs(false, any(all));
  }

  private void child(Actor actor) {
    int me = actor.id.member();
    List<Integer> children = new ArrayList<>();
    for (int i = 0; i < made.members.size(); i++) {
      if (made.members.get(i).parent == me) {
        children.add(i);
      }
    }
    if (children.isEmpty() || actor.id.thread() > 0) {
      reads(actor);
    } else if (random.nextBoolean()) {
      actor.last = "waitany";
      actor.needs = new Needs(false, any(new LinkedHashSet<>(children)));
    } else {
      int one = children.get(random.nextInt(children.size()));
      actor.last = "wait " + one;
      actor.needs = new Needs(false, any(Set.of(one)));
    }
  }

  private void join(Actor actor) {
    int threads = of(actor).threads.size();
    if (threads == 1 || actor.id.thread() > 0) {
      writes(actor);
      return;
    }
    int other = 1 + random.nextInt(threads - 1);
    actor.last = "join " + other;
    actor.needs = new Needs(false, List.of(new Waker(actor.id.member(), other)));
  }

  private void queue(Actor actor) {
    boolean sends = random.nextBoolean();
    int object = made.object("queue " + (sends ? "full" : "empty"));
    Set<Integer> holders = some(2);
    holders.add(actor.id.member());
    have(holders, object, 0);
    actor.last = (sends ? "send " : "receive ") + object + " 0";
    actor.needs = new Needs(false, any(holders));
  }
}
