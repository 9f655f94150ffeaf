package ipcsh.why;

import ipcsh.inspect.ProcessFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Advice on the open of FIFOs. */
final class FifoAdvice {
  /** The kernel function in which the open of a FIFO sleeps. */
  private static final String FIFO_OPEN = "wait_for_partner";

  private FifoAdvice() {}

  /** Two processes wait in the open of different FIFOs. */
  static String oppositeOrder(WaitCase it) {
    WaitCondition wait = it.self();
    if (!isOpening(wait) || wait.object() == null) {
      return null;
    }
    WaitCondition other = otherOpen(it);
    return other == null
        ? null
        : it.name(other)
            + " waits in "
            + other.call()
            + " at the same time. If each of them next opens the FIFO that the other one waits for, neither open returns: open the FIFOs in the same order in both.";
  }

  /**
   * The wait of another process in the open of another FIFO, the most likely one: of the parent or
   * a child, of a child of the same parent, of a FIFO in the same directory. Null if there is none.
   */
  private static WaitCondition otherOpen(WaitCase it) {
    WaitCondition wait = it.self();
    List<WaitCondition> found = new ArrayList<>();
    for (int pid : it.context().everybody()) {
      String place = pid == wait.pid() ? null : it.context().text("/proc/" + pid + "/wchan");
      if (place != null && FIFO_OPEN.equals(place.strip())) {
        new WaitSources(it.context())
            .actors(pid).stream()
                .map(Actor::condition)
                .filter(other -> other != null && isOpening(other))
                .filter(other -> !wait.object().equals(other.object()))
                .forEach(found::add);
      }
    }
    return Stream.<Predicate<WaitCondition>>of(
            other -> isParent(it, wait, other) || isParent(it, other, wait),
            other -> parent(it, other) > 1 && parent(it, other) == parent(it, wait),
            other -> isInSameDirectory(it, wait, other))
        .flatMap(isRelated -> found.stream().filter(isRelated))
        .findFirst()
        .orElse(null);
  }

  private static boolean isParent(WaitCase it, WaitCondition one, WaitCondition other) {
    return one.pid() == parent(it, other);
  }

  private static int parent(WaitCase it, WaitCondition wait) {
    ProcessFacts facts = it.context().facts(wait.pid());
    return facts == null ? 0 : facts.parent();
  }

  private static boolean isInSameDirectory(WaitCase it, WaitCondition one, WaitCondition other) {
    String directory = OpenWaits.directory(one.thread(), it.context());
    return directory != null && directory.equals(OpenWaits.directory(other.thread(), it.context()));
  }

  private static boolean isOpening(WaitCondition wait) {
    return Set.of("open", "openat").contains(WaitCase.systemCall(wait));
  }
}
