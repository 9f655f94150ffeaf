package ipcsh.findings;

import ipcsh.findings.OpenedDescription.Kind;
import java.util.function.Consumer;

/**
 * Ends of a pipe that a process inherited or made, does not use, and does not close, while it uses
 * the other end to communicate with another process. A pipe made with O_CLOEXEC is left alone: its
 * maker thought of who holds it.
 */
final class PipeEndRule implements FindingRule {
  @Override
  public void examine(DescriptorHistory run, Consumer<Finding> found) {
    for (OpenedDescription each : run.descriptions()) {
      boolean isPipe = each.isPipe() && each.other() != null && each.opener() != null;
      if (isPipe && !each.opener().mentions(1, "O_CLOEXEC")) {
        for (HeldDescriptor held : each.holders()) {
          if (isForgotten(held)) {
            run.report(held, found, finding(held));
          }
        }
      }
    }
  }

  private static boolean isForgotten(HeldDescriptor held) {
    OpenedDescription unused = held.description();
    OpenedDescription used = unused.other();
    ReviewedProcess process = held.table().owner();
    return held.isLeftOpen()
        && held.survived().isEmpty()
        && !held.table().isUncertain()
        && held.table().processes().size() == 1
        && process.process().end() != null
        && !unused.isUsedBy(process)
        && used.isUsedBy(process)
        && hasOtherUser(unused, process)
        && !isTokenPipe(unused)
        && !isKeptForLater(unused, process)
        && held.table().all().stream()
            .noneMatch(each -> each.description() == unused && !each.uses().isEmpty());
  }

  private static boolean hasOtherUser(OpenedDescription description, ReviewedProcess process) {
    return description.uses().stream()
        .anyMatch(each -> each.process() != process && (each.reads() || each.writes()));
  }

  /** Whether children that are made later use it: then the process keeps it for them. */
  private static boolean isKeptForLater(OpenedDescription unused, ReviewedProcess process) {
    ReviewedCall first = firstUse(unused.other(), process);
    return process.children().stream()
        .anyMatch(
            each ->
                unused.isUsedBy(each)
                    && each.creation() != null
                    && each.creation().began() > first.began());
  }

  private static ReviewedCall firstUse(OpenedDescription used, ReviewedProcess process) {
    return used.uses().stream()
        .filter(each -> each.process() == process && (each.reads() || each.writes()))
        .findFirst()
        .orElseThrow();
  }

  /** Whether one process both reads and writes: then its data are tokens that go round. */
  private static boolean isTokenPipe(OpenedDescription description) {
    return description.uses().stream()
        .map(ReviewedCall::process)
        .anyMatch(each -> description.isUsedBy(each) && description.other().isUsedBy(each));
  }

  private static Finding finding(HeldDescriptor held) {
    boolean isWrite = held.description().kind() == Kind.PIPE_WRITE;
    ReviewedProcess process = held.table().owner();
    ReviewedCall use = firstUse(held.description().other(), process);
    int number = held.number();
    return new Finding(
        "pipe end",
        use,
        isWrite
            ? "reads from a pipe whose write end it holds open itself, as descriptor "
                + number
                + ": it can never get end of file"
            : "writes to a pipe whose read end it holds open itself, as descriptor "
                + number
                + ": if the reader ends, it gets no EPIPE, and waits for ever when the pipe is full",
        "close(" + number + ") in this process, right after fork");
  }
}
