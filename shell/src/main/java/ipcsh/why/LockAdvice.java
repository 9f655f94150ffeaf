package ipcsh.why;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Advice on locks, semaphores and conditions. */
final class LockAdvice {
  /** How the ID of an object begins that is not shared between processes. */
  private static final String PRIVATE = "memory:";

  private static final Pattern READERS = Pattern.compile("(\\d+) reader");

  private LockAdvice() {}

  /** A mutex was copied by fork while a thread of the parent had locked it. */
  static String copied(WaitCase it) {
    return it.ring().stream()
            .anyMatch(
                one -> one.state() != null && one.state().contains("owner is in another process"))
        ? "fork copies the locks of all threads, but only the calling thread: lock them before fork and unlock them in parent and child (pthread_atfork), or only call exec in the child."
        : null;
  }

  /** The owner of a mutex has ended. */
  static String deadOwner(WaitCase it) {
    for (WaitCondition wait : it.ring()) {
      if (wait.state() != null && wait.state().contains("owner has ended")) {
        boolean isShared = wait.object() != null && !wait.object().startsWith(PRIVATE + wait.pid());
        return isShared
            ? "A process must unlock the mutex before it ends. If the mutex is robust (PTHREAD_MUTEX_ROBUST), the next lock fails with EOWNERDEAD."
            : "A thread must unlock the mutex before it ends.";
      }
    }
    return null;
  }

  /** Readers that want to write: as many wait for writing as have the lock for reading. */
  static String upgrade(WaitCase it) {
    if (!it.isStuck()) {
      return null;
    }
    for (WaitCondition wait : it.ring()) {
      Matcher readers = READERS.matcher(wait.state() == null ? "" : wait.state());
      if (isForWriting(wait) && readers.find()) {
        long writers =
            it.all().stream()
                .map(JudgedWait::condition)
                .filter(one -> isForWriting(one) && one.object().equals(wait.object()))
                .count();
        if (writers >= Integer.parseInt(readers.group(1))) {
          return "A thread that has a lock for reading must unlock it before it locks it for writing.";
        }
      }
    }
    return null;
  }

  private static boolean isForWriting(WaitCondition wait) {
    return WaitCase.isIn(wait, "pthread_rwlock_wrlock");
  }

  /** Threads that join each other. */
  static String joined(WaitCase it) {
    return it.isRing() && it.ring().stream().allMatch(one -> WaitCase.isIn(one, "pthread_join"))
        ? "A thread must not join a thread that joins it: let a third thread join both, or detach one."
        : null;
  }

  /** A thread waits for what it has itself. */
  static String ownLock(WaitCase it) {
    WaitCondition wait = it.self();
    boolean isOwn =
        !wait.wakers().isEmpty() && wait.wakers().stream().allMatch(one -> one.pid() == wait.pid());
    if (it.judged().verdict() != Verdict.FOR_EVER || !isOwn) {
      return null;
    }
    if (WaitCase.isForFileLock(wait)) {
      return "The process itself holds the lock, through another open of the same file: such a lock belongs to the open file description, not to the process.";
    }
    boolean isItself =
        wait.wakers().stream().allMatch(one -> one.tid() != null && one.tid() == wait.tid());
    return WaitCase.isIn(wait, "pthread_mutex_lock") && isItself
        ? "A thread that locks a mutex twice waits for itself: with PTHREAD_MUTEX_ERRORCHECK this fails with EDEADLK, with PTHREAD_MUTEX_RECURSIVE it succeeds."
        : null;
  }

  /** Each waits for the other to post one semaphore. */
  static String neverPosted(WaitCase it) {
    List<WaitCondition> ring = it.ring();
    return it.isRing()
            && ring.stream().allMatch(one -> WaitCase.isIn(one, "sem_wait"))
            && ring.stream().map(WaitCondition::object).distinct().count() == 1
        ? "All wait and none posts. The initial value of a semaphore that is used as a lock is 1."
            + (ring.get(0).call().startsWith("sem_wait(/")
                ? " A named semaphore keeps its value from an earlier run, until sem_unlink removes it."
                : "")
        : null;
  }

  /** Each has the lock for which another one waits. */
  static String order(WaitCase it) {
    List<WaitCondition> ring = it.ring();
    boolean isSeveral = ring.stream().map(WaitCondition::what).distinct().count() > 1;
    if (!it.isRing() || !isSeveral) {
      return null;
    }
    if (ring.stream().allMatch(WaitCase::isForFileLock)) {
      return "Take locks in the same order everywhere. The kernel detects such a ring (EDEADLK) only for record locks that belong to processes.";
    }
    if (ring.stream().allMatch(WaitCase::isForLock)) {
      return "Take locks in the same order everywhere.";
    }
    boolean isSemaphores =
        ring.stream().allMatch(one -> WaitCase.isForSemaphore(one) || WaitCase.isForLock(one));
    return isSemaphores
        ? "If they are used as locks: take them in the same order everywhere. If as signals: post before waiting for the other one."
        : null;
  }

  /** A process waits for another one while it has the lock that the other one needs. */
  static String keptWhileWaiting(WaitCase it) {
    List<WaitCondition> ring = it.judged().ring();
    for (int i = 0; i < ring.size(); i++) {
      WaitCondition locking = ring.get(i);
      WaitCondition holder = ring.get((i + 1) % ring.size());
      boolean isHolder =
          WaitCase.isForFileLock(locking)
              || locking.wakers().stream()
                  .anyMatch(one -> one.tid() != null && one.tid() == holder.tid());
      if (WaitCase.isForLock(locking)
          && isHolder
          && !WaitCase.isForLock(holder)
          && holder.call() != null) {
        return it.thread(holder)
            + " waits in "
            + holder.call()
            + " while it has "
            + locking.what()
            + ", which "
            + it.thread(locking)
            + " needs: unlock it before waiting.";
      }
    }
    return null;
  }

  /** A condition that no thread signals any more. */
  static String lostSignal(WaitCase it) {
    return it.isStuck()
            && it.ring().stream().anyMatch(one -> WaitCase.isIn(one, "pthread_cond_wait"))
        ? "A signal sent before the wait is lost: set a flag, and wait in a loop until it is set."
        : null;
  }

  /** A semaphore that no process can post. */
  static String noPost(WaitCase it) {
    WaitCondition wait = it.self();
    if (it.judged().verdict() != Verdict.FOR_EVER || !WaitCase.isIn(wait, "sem_wait")) {
      return null;
    }
    return wait.object() != null && wait.object().startsWith(PRIVATE + wait.pid() + ":")
        ? "No other thread is left that could post it: each sem_wait decrements the semaphore and needs a sem_post; its initial value must be 1 if it is used as a lock."
        : "A semaphore has no owner: a process that is killed before it posts leaves it at 0. The kernel releases file locks, robust mutexes, and System V semaphores with SEM_UNDO.";
  }

  /** A barrier for more threads than come. */
  static String tooFew(WaitCase it) {
    return it.isStuck()
            && it.ring().stream().anyMatch(one -> WaitCase.isIn(one, "pthread_barrier_wait"))
        ? "The barrier is initialized for more threads than reach it."
        : null;
  }
}
