package ipcsh.why;

import ipcsh.inspect.FileLock;
import ipcsh.inspect.HeldLock;
import ipcsh.inspect.Holder;
import ipcsh.inspect.ThreadSnapshot;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.text.EscapedText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Waits for locks on files: {@code flock(2)}, POSIX locks and locks of open file descriptions,
 * {@code fcntl(2)}. In a ring of POSIX locks the kernel itself refuses the last one, with EDEADLK.
 */
final class FileLockWaits implements WaitSource {
  private static final String POSIX = "POSIX";

  @Override
  public WaitCondition of(ThreadSnapshot thread, WaitContext context) {
    boolean isFlock = thread.call().equals("flock");
    boolean isFcntl =
        thread.call().equals("fcntl")
            && (thread.number(1) == FileConstants.F_SETLKW
                || thread.number(1) == FileConstants.F_OFD_SETLKW);
    return isFlock || isFcntl ? wait(thread, context) : null;
  }

  private static WaitCondition wait(ThreadSnapshot thread, WaitContext context) {
    Holder self = new Holder(thread.pid(), thread.number(0));
    String call = thread.call() + "(" + self.number() + ")";
    List<HeldLock> all = context.locks();
    HeldLock wanted = wanted(thread, self, all);
    if (wanted == null) {
      return WaitCondition.unknown(
          thread, call, "for which lock it waits, because the kernel does not list it");
    }
    List<HeldLock> holding = inTheWay(wanted, self, all);
    HeldLock first = root(wanted, all);
    String path = wanted.path() == null ? first.path() : wanted.path();
    String file = path == null ? "a file" : EscapedText.word(path);
    Set<Integer> pids = new LinkedHashSet<>();
    List<Waker> wakers = new ArrayList<>();
    // with several holders of one lock any of them can unlock it; of several locks all must go
    boolean isEach = holding.size() > 1 && holding.stream().allMatch(one -> pids(one).size() == 1);
    for (HeldLock one : isEach ? holding : List.of(first)) {
      pids.addAll(pids(one));
      wakers.addAll(wakers(one));
    }
    String kind = wanted.lock().inWords();
    WaitCondition wait =
        WaitCondition.of(
                thread,
                call,
                (kind.startsWith("e") ? "an " : "a ")
                    + kind
                    + " on "
                    + file
                    + ", which "
                    + who(first, self, context)
                    + " has locked")
            .on(wanted.lock().file(), file, first.lock().inWords() + " held")
            .endedBy(wakers)
            .notKnown(unknown(first, file, pids, context));
    return isEach ? wait.byAll() : wait;
  }

  private static String unknown(
      HeldLock held, String file, Set<Integer> pids, WaitContext context) {
    if (pids.isEmpty()) {
      return "which process has locked " + file;
    }
    Set<Integer> hidden =
        held.lock().kind().equals(POSIX) ? Set.of() : context.hidden(Set.copyOf(pids));
    return hidden.isEmpty()
        ? null
        : "whether process " + hidden.iterator().next() + " has the same " + file + " open";
  }

  private static String who(HeldLock held, Holder self, WaitContext context) {
    Set<Integer> pids = pids(held);
    if (pids.isEmpty()) {
      return "an unknown process";
    }
    int pid = pids.iterator().next();
    String name = pid == self.pid() ? "it itself" : context.process(pid);
    return pids.size() == 1 ? name : name + " and " + (pids.size() - 1) + " more";
  }

  /** The request of this thread in the kernel's list. */
  private static HeldLock wanted(ThreadSnapshot thread, Holder self, List<HeldLock> all) {
    for (HeldLock one : all) {
      FileLock lock = one.lock();
      boolean isThis =
          lock.isWaiting()
              && (one.holders().contains(self)
                  || one.holders().isEmpty()
                      && lock.kind().equals(POSIX)
                      && lock.pid() == self.pid());
      if (isThis && lock.isOfBytes() == thread.call().equals("fcntl")) {
        return one;
      }
    }
    return null;
  }

  /** The lock at the head of the queue of requests. */
  private static HeldLock root(HeldLock wanted, List<HeldLock> all) {
    HeldLock above = wanted;
    while (above.blocker() >= 0) {
      above = all.get(above.blocker());
    }
    return above;
  }

  /** All locks that must be released first. */
  private static List<HeldLock> inTheWay(HeldLock wanted, Holder self, List<HeldLock> all) {
    FileLock asked = wanted.lock();
    List<HeldLock> found = new ArrayList<>();
    for (HeldLock one : all) {
      FileLock lock = one.lock();
      boolean isOwn =
          asked.kind().equals(lock.kind())
              && (asked.kind().equals(POSIX)
                  ? lock.pid() == self.pid()
                  : one.holders().contains(self));
      boolean meets = asked.isOfBytes() ? lock.isOfBytes() : lock.kind().equals(asked.kind());
      boolean conflicts = lock.access().equals("WRITE") || asked.access().equals("WRITE");
      if (!lock.isWaiting()
          && !isOwn
          && meets
          && conflicts
          && lock.file().equals(asked.file())
          && lock.overlaps(asked)) {
        found.add(one);
      }
    }
    return found;
  }

  /** The processes that could release a lock. */
  private static Set<Integer> pids(HeldLock held) {
    Set<Integer> pids = new LinkedHashSet<>();
    if (held.lock().kind().equals(POSIX)) {
      if (held.lock().pid() > 0) {
        pids.add(held.lock().pid());
      }
    } else {
      held.holders().forEach(holder -> pids.add(holder.pid()));
    }
    return pids;
  }

  private static List<Waker> wakers(HeldLock held) {
    if (held.lock().kind().equals(POSIX)) {
      return pids(held).stream().map(pid -> new Waker(pid, "unlocks it")).toList();
    }
    return held.holders().stream()
        .map(holder -> new Waker(holder.pid(), null, holder.number(), "unlocks it"))
        .toList();
  }
}
