package ipcsh.why;

import ipcsh.inspect.ThreadSnapshot;
import java.util.List;

/**
 * Waits for System V queues and semaphores, {@code sysvipc(7)}. Nothing of them is open in a
 * process: each process that has the permission and knows the ID may end the wait, and the kernel
 * tells only which one was the last that did something. So none is ever for ever.
 */
final class SysVWaits implements WaitSource {
  private static final int TIMEOUT = 3;

  @Override
  public WaitCondition of(ThreadSnapshot thread, WaitContext context) {
    return switch (thread.call()) {
      case "msgsnd" -> new SysVQueueWait(thread, context).toSend();
      case "msgrcv" -> new SysVQueueWait(thread, context).toReceive();
      case "semop" -> new SemaphoreSetWait(thread, "semop", context).condition();
      case "semtimedop" -> {
        // semop of the C library is semtimedop without a timeout
        long timeout = thread.argument(TIMEOUT);
        String call = timeout == 0 ? "semop" : "semtimedop";
        yield new SemaphoreSetWait(thread, call, context)
            .condition()
            .within(WaitTimes.relative(thread.pid(), timeout, context));
      }
      default -> null;
    };
  }

  /**
   * Which process was the last that did something, as a sentence.
   *
   * @param pid that process; 0 if there was none, or it is not known
   * @param did {@code sent to it}
   */
  static String last(int pid, String did, ThreadSnapshot thread, WaitContext context) {
    if (pid <= 0) {
      return "no process has " + did + " so far";
    }
    String who =
        pid == thread.pid()
            ? "it itself"
            : context.isAlive(pid) ? context.process(pid) : "process " + pid + ", which has ended,";
    return who + " was the last that " + did;
  }

  /** That process as one that could end the wait; none if it is the waiting one or has ended. */
  static List<Waker> waker(int pid, String action, ThreadSnapshot thread, WaitContext context) {
    return pid > 0 && pid != thread.pid() && context.isAlive(pid)
        ? List.of(new Waker(pid, action))
        : List.of();
  }

  /** What is not known of an object. */
  static String users(String what) {
    return "which other processes use " + what + ": the kernel keeps no list of them";
  }
}
