package ipcsh.findings;

import java.util.List;
import java.util.function.Consumer;

/**
 * Readers that wait for the end of the data, which cannot come because of a descriptor that should
 * have been closed: their own, or that of a process that waits for them in turn. And readers to
 * whom it came late, when a process ended that held the write end and never wrote.
 */
final class KeptWaitingRule implements FindingRule {
  @Override
  public void examine(DescriptorHistory run, Consumer<Finding> found) {
    for (StuckProcesses stuck : StuckProcesses.ever(run)) {
      for (ReviewedProcess process : stuck.all()) {
        ReviewedCall read = stuck.callOf(process);
        if (read.reads()) {
          stuck(run, stuck, read, found);
        }
      }
    }
    for (OpenedDescription each : run.descriptions()) {
      if (each.kind() == OpenedDescription.Kind.PIPE_READ && each.other() != null) {
        each.uses().stream()
            .filter(DescriptorWords::isEndOfFile)
            .findFirst()
            .ifPresent(end -> late(run, end, each.other(), found));
      }
    }
  }

  private static void stuck(
      DescriptorHistory run, StuckProcesses stuck, ReviewedCall read, Consumer<Finding> found) {
    ReviewedProcess reader = read.process();
    OpenedDescription other = read.first().description().other();
    String end =
        other.isPipe() ? "the write end of the pipe" : "the other socket of the connection";
    List<HeldDescriptor> holders = stuck.holders(other);
    boolean isOwn = holders.stream().anyMatch(each -> each.table().owner() == reader);
    for (HeldDescriptor each : holders) {
      ReviewedProcess holder = each.table().owner();
      int number = each.number();
      if (holder == reader) {
        run.report(
            each,
            found,
            new Finding(
                "kept waiting",
                read,
                "waits for data or their end, but holds "
                    + end
                    + " open itself, as descriptor "
                    + number
                    + "; no process that could write is left",
                "close(" + number + ") in this process before it reads"));
      } else if (stuck.waitsForChild(holder) && reader.isDescendantOf(holder)) {
        run.report(
            each,
            found,
            new Finding(
                "kept waiting",
                read,
                "waits for data or their end from "
                    + holder.title()
                    + ", which holds "
                    + end
                    + " open, as descriptor "
                    + number
                    + ", and waits for this process to end",
                "close(" + number + ") in the parent before it waits"));
      } else if (!isOwn && other.isPipe() && other.isUsedBy(holder)) {
        run.report(
            each,
            found,
            new Finding(
                "kept waiting",
                read,
                "waits for data or their end from "
                    + holder.title()
                    + ", which holds "
                    + end
                    + " open, as descriptor "
                    + number
                    + ", and itself waits in "
                    + stuck.callOf(holder).name()
                    + "("
                    + stuck.callOf(holder).number(0)
                    + ")",
                "close(" + number + ") there when all is written"));
      }
    }
  }

  private static void late(
      DescriptorHistory run, ReviewedCall end, OpenedDescription write, Consumer<Finding> found) {
    // one made with O_CLOEXEC may be kept to tell that its holder has ended
    if (write.isElsewhere() || write.opener().mentions(1, "O_CLOEXEC")) {
      return;
    }
    HeldDescriptor last = null;
    long before = 0;
    for (HeldDescriptor each : write.holders()) {
      if (last == null || each.ended() > last.ended()) {
        before = last == null ? 0 : last.ended();
        last = each;
      } else {
        before = Math.max(before, each.ended());
      }
    }
    if (last == null || last.table().processes().isEmpty()) {
      return;
    }
    ReviewedProcess holder = last.table().owner();
    boolean isCause =
        last.end() == HeldDescriptor.End.EXITED
            && last.number() > 2
            && isExitIn(holder, end)
            && before < last.ended()
            && holder != end.process()
            && !last.table().isUncertain()
            && last.table().processes().size() == 1
            && !write.isUsedBy(holder)
            && last.survived().isEmpty()
            && write.uses().stream().anyMatch(each -> each.writes() && each.process() != holder);
    if (isCause) {
      int number = last.number();
      run.report(
          last,
          found,
          new Finding(
              "kept waiting",
              end,
              "gets the end of the data only when "
                  + holder.title()
                  + " ends, which never wrote"
                  + " to the pipe but held its write end open, as descriptor "
                  + number,
              "close(" + number + ") there, right after fork"));
    }
  }

  /** Whether a process called exit while a call waited; strace tells of its end only later. */
  private static boolean isExitIn(ReviewedProcess process, ReviewedCall call) {
    List<ReviewedCall> calls = process.calls();
    ReviewedCall last = calls.get(calls.size() - 1);
    return last.name().startsWith("exit")
        && last.began() > call.began()
        && last.began() < call.ended();
  }
}
