package ipcsh.inspect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * A lock on a file with the descriptors that hold it, or on which a call waits for it. {@code
 * proc_locks(5)} contains only a process ID, of a process that may have ended; a lock of an open
 * file description is held by all descriptors that refer to it, and only their fdinfo shows this.
 *
 * @param lock the lock as listed by the kernel
 * @param holders the descriptors, as far as they may be inspected, sorted
 * @param path the path of the file as seen by the holder; null if no holder is visible
 * @param blocker the index in the list of the lock for which it waits; -1 if it does not wait
 */
public record HeldLock(FileLock lock, List<Holder> holders, String path, int blocker) {
  /** The calls that can wait for a lock. */
  private static final Set<String> CALLS = Set.of("fcntl", "flock", "lockf");

  /**
   * Determines the holders of locks.
   *
   * @param locks all locks in the kernel's order: waiters below the locks for which they wait
   * @param groups the known open file descriptions
   * @param waiting the blocked threads of a process
   * @return the locks with their holders, as far as they are known, in the same order
   */
  static List<HeldLock> of(
      List<FileLock> locks,
      List<DescriptionMatcher.Group> groups,
      IntFunction<List<BlockedThread>> waiting) {
    if (locks.isEmpty()) {
      return List.of();
    }
    Search search = new Search(groups, waiting);
    List<HeldLock> found = new ArrayList<>();
    List<Integer> above = new ArrayList<>();
    for (FileLock lock : locks) {
      int depth = Math.min(lock.depth(), above.size());
      above.subList(depth, above.size()).clear();
      int blocker = depth == 0 ? -1 : above.get(depth - 1);
      above.add(found.size());
      List<Holder> holders = lock.isWaiting() ? search.waiters(lock) : search.holders(lock);
      found.add(new HeldLock(lock, holders, search.path(lock), blocker));
    }
    return List.copyOf(found);
  }

  /** Searches the known descriptors. */
  private static final class Search {
    private final Map<String, List<DescriptionMatcher.Group>> byFile = new HashMap<>();
    private final Map<RawDescriptor, List<FileLock>> locks = new HashMap<>();
    private final Map<FileLock, Integer> alike = new HashMap<>();
    private final Map<Integer, List<BlockedThread>> threads = new HashMap<>();
    private final Set<Holder> taken = new HashSet<>();
    private final IntFunction<List<BlockedThread>> waiting;

    Search(List<DescriptionMatcher.Group> groups, IntFunction<List<BlockedThread>> waiting) {
      this.waiting = waiting;
      for (DescriptionMatcher.Group group : groups) {
        byFile.computeIfAbsent(group.first().object(), id -> new ArrayList<>(1)).add(group);
      }
    }

    private List<DescriptionMatcher.Group> groups(FileLock lock) {
      return byFile.getOrDefault(lock.file(), List.of());
    }

    private boolean shows(RawDescriptor raw, FileLock lock) {
      return locks
          .computeIfAbsent(raw, its -> FileLock.of(its.info().lines("lock:")))
          .contains(lock);
    }

    /** The holders; several locks may look alike: each belongs to another open file description. */
    List<Holder> holders(FileLock lock) {
      List<DescriptionMatcher.Group> having =
          groups(lock).stream()
              .filter(group -> group.members().stream().anyMatch(raw -> shows(raw, lock)))
              .toList();
      int before = alike.merge(lock, 1, Integer::sum) - 1;
      boolean isOfProcess = lock.kind().equals("POSIX");
      List<Holder> found = new ArrayList<>();
      for (int i = isOfProcess ? 0 : before; i < having.size(); i++) {
        for (RawDescriptor raw : having.get(i).members()) {
          if (!isOfProcess || shows(raw, lock)) {
            found.add(raw.holder());
          }
        }
        if (!isOfProcess && having.get(i).isCompared()) {
          break;
        }
      }
      return found.stream().sorted().toList();
    }

    /**
     * The waiter; for a lock of an open file description it is determined by the call in which it
     * is blocked.
     */
    List<Holder> waiters(FileLock lock) {
      for (DescriptionMatcher.Group group : groups(lock)) {
        for (RawDescriptor raw : group.members()) {
          int pid = raw.holder().pid();
          boolean mayBe = lock.pid() <= 0 || lock.pid() == pid;
          if (mayBe && isWaitingOn(raw.holder()) && taken.add(raw.holder())) {
            return List.of(raw.holder());
          }
        }
      }
      return List.of();
    }

    private boolean isWaitingOn(Holder holder) {
      return threads.computeIfAbsent(holder.pid(), waiting::apply).stream()
          .anyMatch(
              thread ->
                  CALLS.contains(thread.call())
                      && thread.descriptor() != null
                      && thread.descriptor() == holder.number());
    }

    String path(FileLock lock) {
      List<DescriptionMatcher.Group> its = groups(lock);
      return its.isEmpty() ? null : its.get(0).first().link();
    }
  }
}
