package ipcsh.findings;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Calls that failed, and whose result the program went on to use: as descriptor or identifier -1,
 * as a connection, as a bound socket, after exec.
 */
final class UncheckedRule implements FindingRule {
  /** Cleaning up, and asking, with -1 is done on purpose. */
  private static final Set<String> HARMLESS =
      Set.of(
          "close",
          "fcntl",
          "fstat",
          "newfstatat",
          "ioctl",
          "poll",
          "ppoll",
          "mmap",
          "lseek",
          "dup",
          "shutdown");

  private static final Set<String> ON_IDENTIFIER =
      Set.of("msgsnd", "msgrcv", "msgctl", "semop", "semtimedop", "semctl", "shmat", "shmctl");

  /** What a child does before it ends because its exec failed. */
  private static final Set<String> GOING_ON =
      Set.of(
          "fork",
          "clone",
          "vfork",
          "clone3",
          "wait4",
          "waitid",
          "accept",
          "accept4",
          "bind",
          "listen",
          "connect",
          "socket",
          "pipe2",
          "pipe",
          "read",
          "recvfrom",
          "recvmsg",
          "nanosleep",
          "clock_nanosleep",
          "pause",
          "sendto",
          "unlink",
          "mq_open");

  @Override
  public void examine(DescriptorHistory run, Consumer<Finding> found) {
    for (ReviewedProcess process : run.processes()) {
      for (List<ReviewedCall> calls : process.byThread().values()) {
        Map<HeldDescriptor, ReviewedCall> failed = new HashMap<>();
        ReviewedCall before = null;
        boolean isTold = false;
        for (ReviewedCall each : calls) {
          onSocket(each, failed, found);
          if (isOnMinusOne(each)) {
            // what follows from the same failure is not told again
            if (before != null || !isTold) {
              minusOne(each, before, found);
            }
            isTold = true;
            before = null;
          } else if (each.error() != null && !each.error().startsWith("ERESTART")) {
            before = each;
          }
        }
        afterExec(process, calls, found);
      }
    }
  }

  private static boolean isOnMinusOne(ReviewedCall call) {
    return call.number(0) == -1
        && (call.failed("EBADF") && !HARMLESS.contains(call.name())
            || call.failed("EINVAL") && ON_IDENTIFIER.contains(call.name()));
  }

  private static void minusOne(ReviewedCall call, ReviewedCall before, Consumer<Finding> found) {
    found.accept(
        new Finding(
            "unchecked result",
            call,
            "uses -1 as "
                + (call.failed("EBADF") ? "a descriptor" : "an identifier")
                + ": the result of a call that failed"
                + (before == null ? "" : ", " + before),
            "check each result: if it is -1, call perror() and do not continue"));
  }

  private static void onSocket(
      ReviewedCall call, Map<HeldDescriptor, ReviewedCall> failed, Consumer<Finding> found) {
    HeldDescriptor held = call.first();
    if (held == null) {
      return;
    }
    switch (call.name()) {
      case "connect", "bind" -> {
        boolean isLater =
            call.failed("EINPROGRESS")
                || call.failed("EINTR")
                || call.failed("EALREADY")
                || call.failed("EAGAIN")
                || call.failed("EISCONN");
        if (call.error() != null && !isLater && !call.isInterrupted()) {
          failed.put(held, call);
        } else {
          failed.remove(held);
        }
      }
      case "listen" -> unchecked(call, failed, "bind", found);
      case "write", "writev", "sendto", "sendmsg", "read", "recvfrom", "recvmsg" -> {
        if (call.failed("ENOTCONN")
            || call.failed("EPIPE")
            || call.failed("EDESTADDRREQ")
            || call.failed("EINVAL")) {
          unchecked(call, failed, "connect", found);
        }
      }
      case "close" -> failed.remove(held);
      default -> {}
    }
  }

  private static void unchecked(
      ReviewedCall call,
      Map<HeldDescriptor, ReviewedCall> failed,
      String name,
      Consumer<Finding> found) {
    ReviewedCall cause = failed.get(call.first());
    if (cause != null && cause.name().equals(name)) {
      failed.remove(call.first());
      found.accept(
          new Finding(
              "unchecked result",
              call,
              "continues with descriptor " + call.first().number() + ", though " + cause,
              "check the result of " + name + ": if it is -1, the socket cannot be used"));
    }
  }

  private static void afterExec(
      ReviewedProcess process, List<ReviewedCall> calls, Consumer<Finding> found) {
    ReviewedCall failed = null;
    for (ReviewedCall each : calls) {
      if (each.name().startsWith("execve")) {
        failed = each.error() == null || ShellPrograms.made(each) ? null : each;
      } else if (failed != null && process.parent() != null && GOING_ON.contains(each.name())) {
        found.accept(
            new Finding(
                "unchecked result",
                failed,
                "exec failed, and the child continues with the code of its parent: " + each,
                "call _exit(127) after exec: the code there runs only if exec failed"));
        return;
      }
    }
  }
}
