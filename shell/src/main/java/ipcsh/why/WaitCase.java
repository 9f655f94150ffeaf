package ipcsh.why;

import ipcsh.inspect.Holder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A wait with what it depends on, as the patterns of {@link WaitAdvice} look at it.
 *
 * @param judged the wait on which advice is given
 * @param all all waits of the look
 */
record WaitCase(JudgedWait judged, List<JudgedWait> all, WaitContext context) {
  private static final Set<String> READING =
      Set.of("read", "readv", "recvfrom", "recvmsg", "recvmmsg", "mq_timedreceive", "msgrcv");
  private static final Set<String> WRITING =
      Set.of("write", "writev", "sendto", "sendmsg", "sendmmsg", "mq_timedsend", "msgsnd");
  private static final Set<String> CHILDREN = Set.of("wait4", "waitid");

  /** The waits of the ring, or the wait itself if there is none. */
  List<WaitCondition> ring() {
    return judged.ring().isEmpty() ? List.of(judged.condition()) : judged.ring();
  }

  boolean isRing() {
    return !judged.ring().isEmpty();
  }

  /** Whether no process can end the wait, unless perhaps a signal interrupts it. */
  boolean isStuck() {
    return judged.verdict().isStuck() || judged.verdict() == Verdict.UNKNOWN && isComplete();
  }

  private boolean isComplete() {
    return reachable().stream()
        .map(JudgedWait::condition)
        .allMatch(wait -> wait.unknown() == null && wait.newcomer() == null);
  }

  /** The wait itself, without a ring. */
  WaitCondition self() {
    return judged.condition();
  }

  /** The wait, and those of all for whom it waits, the nearest first. */
  List<JudgedWait> reachable() {
    Map<Integer, List<JudgedWait>> ofProcess =
        all.stream().collect(Collectors.groupingBy(one -> one.condition().pid()));
    // by identity: a wait is a large value, and there may be hundreds
    Set<JudgedWait> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    seen.add(judged);
    List<JudgedWait> found = new ArrayList<>(List.of(judged));
    for (int i = 0; i < found.size(); i++) {
      for (Waker waker : found.get(i).condition().wakers()) {
        ofProcess.getOrDefault(waker.pid(), List.of()).stream()
            .filter(other -> waker.tid() == null || waker.tid() == other.condition().tid())
            .filter(seen::add)
            .forEach(found::add);
      }
    }
    return found;
  }

  /** What the threads of a process wait for, as far as they were looked at. */
  Stream<WaitCondition> waitsOf(int pid) {
    return all.stream().map(JudgedWait::condition).filter(one -> one.pid() == pid);
  }

  /** The system call; empty of a thread that is in none, or in one that may not be queried. */
  static String systemCall(WaitCondition wait) {
    return wait.thread().call() == null ? "" : wait.thread().call();
  }

  static boolean reads(WaitCondition wait) {
    return READING.contains(systemCall(wait));
  }

  static boolean writes(WaitCondition wait) {
    return WRITING.contains(systemCall(wait));
  }

  static boolean isForChild(WaitCondition wait) {
    return CHILDREN.contains(systemCall(wait));
  }

  /** Whether it waits in this function of C, {@code pthread_mutex_lock}. */
  static boolean isIn(WaitCondition wait, String function) {
    return wait.call() != null && wait.call().startsWith(function + "(");
  }

  /** Whether it waits for data from the peer of a connected socket. */
  static boolean isForPeer(WaitCondition wait) {
    return wait.what() != null && wait.what().startsWith("the connection");
  }

  /** Whether it waits at a pipe, a FIFO or a connection, which has an end of file. */
  static boolean isStream(WaitCondition wait) {
    return isPipe(wait)
        || isForPeer(wait)
        || wait.what() != null && wait.what().startsWith("the FIFO ");
  }

  static boolean isPipe(WaitCondition wait) {
    return wait.object() != null && wait.object().startsWith("pipe:");
  }

  /** Whether a wait is for a lock that excludes others. */
  static boolean isForLock(WaitCondition wait) {
    return isIn(wait, "pthread_mutex_lock")
        || isIn(wait, "pthread_rwlock_rdlock")
        || isIn(wait, "pthread_rwlock_wrlock")
        || isForFileLock(wait);
  }

  static boolean isForSemaphore(WaitCondition wait) {
    return isIn(wait, "sem_wait") || isIn(wait, "semop") || isIn(wait, "semtimedop");
  }

  static boolean isForFileLock(WaitCondition wait) {
    return Set.of("flock", "fcntl").contains(systemCall(wait));
  }

  /** {@code server 4711}. */
  String name(WaitCondition wait) {
    return context.process(wait.pid());
  }

  /** The same with its thread, if it is not the first one. */
  String thread(WaitCondition wait) {
    return context.thread(wait);
  }

  /** {@code fd 4}, of a waker that has one; otherwise nothing. */
  String descriptor(Waker waker) {
    return waker.descriptor() == null
        ? ""
        : context.descriptor(new Holder(waker.pid(), waker.descriptor()));
  }
}
