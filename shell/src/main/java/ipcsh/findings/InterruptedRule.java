package ipcsh.findings;

import ipcsh.observe.ObservedSignal;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Calls that a signal interrupted, where the program took EINTR for an error: it says "Interrupted
 * system call", or was interrupted by the end of a child, and never makes the call again. A call
 * that is to be interrupted, by alarm for instance, is none.
 */
final class InterruptedRule implements FindingRule {
  private static final Set<String> RETRIED =
      Set.of(
          "read",
          "readv",
          "recvfrom",
          "recvmsg",
          "write",
          "writev",
          "sendto",
          "sendmsg",
          "accept",
          "accept4",
          "connect",
          "wait4",
          "waitid",
          "open",
          "openat",
          "flock",
          "fcntl",
          "msgrcv",
          "msgsnd",
          "semop",
          "semtimedop",
          "mq_timedreceive",
          "mq_timedsend",
          "futex");

  private static final String MESSAGE = "Interrupted system call";

  @Override
  public void examine(DescriptorHistory run, Consumer<Finding> found) {
    for (ReviewedProcess process : run.processes()) {
      for (List<ReviewedCall> calls : process.byThread().values()) {
        for (int i = 0; i < calls.size(); i++) {
          if (RETRIED.contains(calls.get(i).name())) {
            int after = afterInterruption(calls, i);
            if (after > 0 && isTakenForError(process, calls, i, after)) {
              found.accept(finding(calls.get(i)));
            }
          }
        }
      }
    }
  }

  private static Finding finding(ReviewedCall call) {
    return new Finding(
        "EINTR",
        call,
        "is interrupted by a signal, and not repeated",
        "while ((n = "
            + call.name()
            + "(...)) < 0 && errno == EINTR) continue; or sigaction() with SA_RESTART");
  }

  /** The index after the handler, if the call then failed with EINTR; else -1. */
  private static int afterInterruption(List<ReviewedCall> calls, int at) {
    ReviewedCall call = calls.get(at);
    if (call.failed("EINTR")) {
      return at + 1;
    }
    if (!call.isInterrupted()) {
      return -1;
    }
    for (int i = at + 1; i < calls.size(); i++) {
      if (calls.get(i).name().equals("rt_sigreturn")) {
        return "EINTR".equals(calls.get(i).error()) ? i + 1 : -1;
      }
    }
    return -1;
  }

  private static boolean isTakenForError(
      ReviewedProcess process, List<ReviewedCall> calls, int at, int after) {
    ReviewedCall call = calls.get(at);
    boolean isSaid = false;
    for (int i = after; i < calls.size(); i++) {
      ReviewedCall each = calls.get(i);
      if (each.name().equals(call.name()) && each.argument(0).equals(call.argument(0))) {
        return false;
      }
      isSaid |= i < after + 12 && says(each);
    }
    boolean isByChild = false;
    boolean isByOther = false;
    for (ObservedSignal each : process.signals()) {
      boolean isHere =
          each.tid() == call.call().tid()
              && each.began() >= call.call().ended()
              && each.began() - call.call().ended() < 100_000_000;
      isByChild |= isHere && each.name().equals("SIGCHLD");
      isByOther |= isHere && !each.name().equals("SIGCHLD");
    }
    boolean isWait = call.name().startsWith("wait");
    return isSaid
        // one that is to end a call, an alarm for instance, may be followed by the end of a child
        || isByChild
            && !isByOther
            && !isWait
            && process.process().end() != null
            && process.killedBy() == null;
  }

  private static boolean says(ReviewedCall call) {
    for (int i = 1; i < call.arguments().size(); i++) {
      if (call.writes() && call.argument(i).contains(MESSAGE)) {
        return true;
      }
    }
    return false;
  }
}
