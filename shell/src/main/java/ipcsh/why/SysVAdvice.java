package ipcsh.why;

/** Advice on System V queues and semaphores. */
final class SysVAdvice {
  private SysVAdvice() {}

  /** All processes that are known to use a queue wait for a message in it. */
  static String noneSends(WaitCase it) {
    return it.isRing() && it.ring().stream().allMatch(one -> isIn(one, "msgrcv"))
        ? "None sends first. A reply needs a different type from a request: a process that receives type 0 also receives its own messages."
        : null;
  }

  /** A queue that is full. */
  static String unread(WaitCase it) {
    return it.judged().verdict() == Verdict.UNKNOWN && isIn(it.self(), "msgsnd")
        ? "The queue is full: start the receiver first, or send with IPC_NOWAIT. A queue outlives its processes: ipcs -q shows it, ipcrm -q removes it."
        : null;
  }

  /** A queue has messages, but none of the type for which a process waits. */
  static String otherType(WaitCase it) {
    return it.judged().verdict() == Verdict.UNKNOWN
            && it.ring().stream()
                .anyMatch(
                    one ->
                        isIn(one, "msgrcv") && one.state() != null && !one.state().startsWith("0 "))
        ? "The queue has no message of the requested type: the msgtyp of msgrcv must match the mtype with which it was sent."
        : null;
  }

  /** Nothing was sent to a queue in which a process waits. */
  static String nothingSent(WaitCase it) {
    WaitCondition wait = it.self();
    return it.judged().verdict() == Verdict.UNKNOWN
            && isIn(wait, "msgrcv")
            && wait.wakers().isEmpty()
        ? "Compare key, ID and type with those of the sender."
        : null;
  }

  /** The last process that changed a semaphore has ended. */
  static String noUndo(WaitCase it) {
    WaitCondition wait = it.self();
    return it.judged().verdict() == Verdict.UNKNOWN
            && (isIn(wait, "semop") || isIn(wait, "semtimedop"))
            && wait.wakers().isEmpty()
            && wait.notes().stream().anyMatch(one -> one.contains("which has ended"))
        ? "A semaphore has no owner: a process that ends before it increments it again leaves it as it is, unless it decremented it with SEM_UNDO."
        : null;
  }

  private static boolean isIn(WaitCondition wait, String call) {
    return WaitCase.systemCall(wait).equals(call);
  }
}
