package ipcsh.findings;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Loops that nothing ends: the end of the data is read again and again from a pipe or a stream, or
 * the same call on the same descriptor fails again and again.
 */
final class EndlessLoopRule implements FindingRule {
  private static final int MANY = 10;

  private static final Set<String> CALLS =
      Set.of(
          "read",
          "recvfrom",
          "recvmsg",
          "write",
          "sendto",
          "sendmsg",
          "accept",
          "accept4",
          "select",
          "pselect6",
          "mq_timedreceive",
          "msgrcv",
          "semop");

  /** A loop that asks whether something is there by now is another matter. */
  private static final Set<String> ASKING = Set.of("EAGAIN", "ENOMSG", "EINTR");

  /** What such a loop does besides: it writes a message by perror, or what it did not read. */
  private static final Set<String> BESIDES =
      Set.of("write", "sendto", "writev", "dup", "fcntl", "close", "newfstatat", "ioctl", "lseek");

  @Override
  public void examine(DescriptorHistory run, Consumer<Finding> found) {
    for (ReviewedProcess process : run.processes()) {
      for (List<ReviewedCall> calls : process.byThread().values()) {
        examine(calls, found);
      }
    }
  }

  private static void examine(List<ReviewedCall> calls, Consumer<Finding> found) {
    ReviewedCall first = null;
    int count = 0;
    for (ReviewedCall each : calls) {
      if (isInVain(each) && first != null && isSame(first, each)) {
        count++;
        if (count == MANY) {
          found.accept(finding(first));
        }
      } else if (isInVain(each)) {
        first = each;
        count = 1;
      } else if (!BESIDES.contains(each.name())) {
        first = null;
      }
    }
  }

  private static Finding finding(ReviewedCall call) {
    return call.error() == null
        ? new Finding(
            "endless loop",
            call,
            "has reached end of file, and continues to read: each further call returns 0 at once",
            "leave the loop when the result is 0: while ((n = " + call.name() + "(...)) > 0)")
        : new Finding(
            "endless loop",
            call,
            "the call fails, and is repeated again and again",
            "check the result: leave the loop when it is -1");
  }

  private static boolean isInVain(ReviewedCall call) {
    if (!CALLS.contains(call.name())) {
      return false;
    }
    if (call.error() != null) {
      return !call.error().startsWith("ERESTART") && !ASKING.contains(call.error());
    }
    HeldDescriptor held = call.first();
    boolean isStream =
        held != null
            && (call.argument(0).contains("<pipe:")
                || call.argument(0).contains("<TCP")
                || call.argument(0).contains("<UNIX-STREAM"));
    return isStream && DescriptorWords.isEndOfFile(call);
  }

  private static boolean isSame(ReviewedCall a, ReviewedCall b) {
    return a.name().equals(b.name())
        && a.argument(0).equals(b.argument(0))
        && (a.error() == null ? b.error() == null : a.error().equals(b.error()));
  }
}
