package ipcsh.inspect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * A lock of a file with the descriptors that have it, or that a call waits on for it. {@code
 * proc_locks(5)} tells of a process at most, which may have ended; a lock of an open file
 * description is had by all descriptors that stand for it, and only their fdinfo tells which.
 *
 * @param lock what the kernel tells of it
 * @param holders the descriptors, as far as they may be looked at, sorted
 * @param path the file as whoever has it sees it; null where nobody can be seen to have it open
 * @param blocker for which one in the list it waits; -1 of one that waits for none
 */
public record HeldLock(FileLock lock, List<Holder> holders, String path, int blocker) {
  /** The calls in which one waits for a lock. */
  private static final Set<String> CALLS = Set.of("fcntl", "flock", "lockf");

  /**
   * Who has which.
   *
   * @param locks all, as the kernel lists them: those who wait below what they wait for
   * @param groups the open file descriptions that are known
   * @param waiting the threads of a process that wait in the kernel
   * @return those of files that are known, and all others, in the same order
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

  /** Looks among the descriptors that are known. */
  private static final class Search {
    private final Map<String, List<DescriptionMatcher.Group>> byFile = new HashMap<>();
    private final Map<RawDescriptor, List<FileLock>> told = new HashMap<>();
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

    private boolean tells(RawDescriptor raw, FileLock lock) {
      return told.computeIfAbsent(raw, its -> FileLock.of(its.info().lines("lock:")))
          .contains(lock);
    }

    /** Several locks may look alike: each belongs to another description. */
    List<Holder> holders(FileLock lock) {
      List<DescriptionMatcher.Group> having =
          groups(lock).stream()
              .filter(group -> group.members().stream().anyMatch(raw -> tells(raw, lock)))
              .toList();
      int before = alike.merge(lock, 1, Integer::sum) - 1;
      boolean isOfProcess = lock.kind().equals("POSIX");
      List<Holder> found = new ArrayList<>();
      for (int i = isOfProcess ? 0 : before; i < having.size(); i++) {
        for (RawDescriptor raw : having.get(i).members()) {
          if (!isOfProcess || tells(raw, lock)) {
            found.add(raw.holder());
          }
        }
        if (!isOfProcess && having.get(i).isCompared()) {
          break;
        }
      }
      return found.stream().sorted().toList();
    }

    /** One who waits for the lock of a description is known by the call in which it waits. */
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
