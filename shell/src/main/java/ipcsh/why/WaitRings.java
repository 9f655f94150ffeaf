package ipcsh.why;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The rings among threads of which each waits for others: cycles in that graph. Threads that can
 * reach each other are in the same component (Tarjan's algorithm, without recursion).
 */
final class WaitRings {
  private final Function<Actor, List<Actor>> edges;
  private final Map<Actor, Integer> index = new HashMap<>();
  private final Map<Actor, Integer> low = new HashMap<>();
  private final Map<Actor, Integer> component = new HashMap<>();
  private final Set<Integer> several = new HashSet<>();
  private final Deque<Actor> open = new ArrayDeque<>();

  /**
   * Rings among these threads.
   *
   * @param edges for whom a thread waits, among them
   */
  WaitRings(Collection<Actor> actors, Function<Actor, List<Actor>> edges) {
    this.edges = edges;
    actors.forEach(this::visit);
  }

  /** A thread whose wakers are being visited. */
  private record Frame(Actor actor, java.util.Iterator<Actor> left) {}

  private void visit(Actor start) {
    if (index.containsKey(start)) {
      return;
    }
    Deque<Frame> frames = new ArrayDeque<>();
    frames.push(entered(start));
    while (!frames.isEmpty()) {
      Frame frame = frames.peek();
      if (frame.left.hasNext()) {
        Actor next = frame.left.next();
        if (!index.containsKey(next)) {
          frames.push(entered(next));
        } else if (!component.containsKey(next)) {
          low.merge(frame.actor, index.get(next), Math::min);
        }
      } else {
        frames.pop();
        left(frame.actor);
        if (!frames.isEmpty()) {
          low.merge(frames.peek().actor, low.get(frame.actor), Math::min);
        }
      }
    }
  }

  private Frame entered(Actor actor) {
    index.put(actor, index.size());
    low.put(actor, index.get(actor));
    open.push(actor);
    return new Frame(actor, edges.apply(actor).iterator());
  }

  private void left(Actor actor) {
    if (!low.get(actor).equals(index.get(actor))) {
      return;
    }
    int number = index.get(actor);
    int size = 0;
    Actor one;
    do {
      one = open.pop();
      component.put(one, number);
      size++;
    } while (!one.equals(actor));
    if (size > 1) {
      several.add(number);
    }
  }

  private boolean isInRing(Actor actor) {
    return several.contains(component.getOrDefault(actor, -1));
  }

  /**
   * The shortest ring through a thread; if it is in none, one through the nearest that is. Empty if
   * there is none.
   */
  List<Actor> of(Actor from) {
    Deque<Actor> next = new ArrayDeque<>(List.of(from));
    Set<Actor> seen = new HashSet<>(List.of(from));
    while (!next.isEmpty()) {
      Actor one = next.poll();
      if (isInRing(one)) {
        return through(one);
      }
      edges.apply(one).stream().filter(seen::add).forEach(next::add);
    }
    return List.of();
  }

  private List<Actor> through(Actor start) {
    Map<Actor, Actor> before = new HashMap<>();
    Deque<Actor> next = new ArrayDeque<>(List.of(start));
    while (!next.isEmpty()) {
      Actor one = next.poll();
      for (Actor waker : edges.apply(one)) {
        if (waker.equals(start)) {
          Deque<Actor> ring = new ArrayDeque<>();
          for (Actor each = one; each != null; each = before.get(each)) {
            ring.addFirst(each);
          }
          return List.copyOf(ring);
        }
        if (component.get(waker).equals(component.get(start)) && !before.containsKey(waker)) {
          before.put(waker, one);
          next.add(waker);
        }
      }
    }
    return List.of();
  }
}
