package ipcsh.findings;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Descriptors that the program had closed when it closed or used them. */
final class ClosedDescriptorRule implements FindingRule {
  private static final Set<String> ASKING =
      Set.of(
          "fcntl",
          "fstat",
          "newfstatat",
          "ioctl",
          "lseek",
          "dup",
          "poll",
          "ppoll",
          "select",
          "pselect6");

  @Override
  public void examine(DescriptorHistory run, Consumer<Finding> found) {
    for (ReviewedProcess process : run.processes()) {
      List<ReviewedCall> calls = process.calls();
      for (int i = 0; i < calls.size(); i++) {
        ReviewedCall call = calls.get(i);
        boolean isBad = call.failed("EBADF") && call.number(0) > 2 && !ASKING.contains(call.name());
        if (isBad && !isSweep(calls, i) && !ShellPrograms.made(call)) {
          ReviewedCall closing = closing(process, call);
          if (closing != null) {
            found.accept(finding(call, closing));
          }
        }
      }
    }
  }

  private static Finding finding(ReviewedCall call, ReviewedCall closing) {
    int number = call.number(0);
    return call.name().equals("close")
        ? new Finding(
            "closed twice",
            call,
            "descriptor " + number + " has been closed already",
            "close it once: in a multithreaded program the second close can close what another thread has opened")
        : new Finding(
            "used after close",
            call,
            "descriptor " + number + " was closed before: " + closing,
            "close it after its last use");
  }

  /** Whether it is one of many: all numbers are closed, whatever they are. */
  private static boolean isSweep(List<ReviewedCall> calls, int at) {
    for (int i = Math.max(0, at - 1); i < Math.min(calls.size(), at + 2); i++) {
      ReviewedCall each = calls.get(i);
      int distance = Math.abs(each.number(0) - calls.get(at).number(0));
      if (i != at && each.name().equals("close") && each.failed("EBADF") && distance <= 2) {
        return true;
      }
    }
    return false;
  }

  /** The call that closed it, if that was the last that happened to the number; else null. */
  private static ReviewedCall closing(ReviewedProcess process, ReviewedCall call) {
    HeldDescriptor last = null;
    for (HeldDescriptor each : process.table().all()) {
      if (each.number() == call.number(0) && each.began() < call.began()) {
        last = each;
      }
    }
    boolean isClosed =
        last != null
            && last.end() == HeldDescriptor.End.CLOSED
            && last.closing() != null
            && last.closing().name().equals("close")
            && last.ended() < call.began()
            && !process.table().isUncertain();
    return isClosed && hasSameProgram(process, last, call) ? last.closing() : null;
  }

  private static boolean hasSameProgram(
      ReviewedProcess process, HeldDescriptor last, ReviewedCall call) {
    return process.programs().stream()
        .noneMatch(each -> each.began() > last.ended() && each.began() < call.began());
  }
}
