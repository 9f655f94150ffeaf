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
        each.uses().stream()
            .filter(read -> read.reads() && read.isPending())
            .findFirst()
            .ifPresent(read -> inherited(run, read, each.other(), found));
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
        String text =
            "waits for data or end of file, but holds " + end + " open itself, as descriptor ";
        boolean isRedirected = !each.survived().isEmpty() && read.number(0) <= 2;
        String close =
            "close("
                + number
                + (isRedirected
                    ? ") in the child after dup2(), before exec"
                    : ") in this process before it reads");
        tell(
            run, each, read, text + number + "; no process that could write is left", close, found);
        continue;
      }
      String from =
          "waits for data or end of file from "
              + holder.title()
              + ", which holds "
              + end
              + " open, as descriptor "
              + number
              + ", and ";
      if (stuck.waitsForChild(holder) && reader.isDescendantOf(holder)) {
        String close = "close(" + number + ") in the parent before it waits";
        tell(run, each, read, from + "waits for this process to end", close, found);
      } else if (!isOwn && other.isPipe() && other.isUsedBy(holder)) {
        ReviewedCall call = stuck.callOf(holder);
        String text = from + "itself waits in " + call.name() + "(" + call.number(0) + ")";
        tell(run, each, read, text, "close(" + number + ") there after the last write", found);
      }
    }
  }

  /** A read that waits on only because other programs have got the write end by exec. */
  private static void inherited(
      DescriptorHistory run, ReviewedCall read, OpenedDescription write, Consumer<Finding> found) {
    if (write.isElsewhere() || write.opener() == null) {
      return;
    }
    long place = beforeKill(run, read);
    HeldDescriptor last = null;
    for (HeldDescriptor each : write.holders()) {
      if (each.isOpenAt(place)) {
        if (!isUnusedAfterExec(each) || each.table().owner() == read.process()) {
          return;
        }
        last = each;
      } else if (each.end() == HeldDescriptor.End.EXITED
          && each.table().owner().killedBy() != null) {
        // it would perhaps have written
        return;
      }
    }
    if (last != null) {
      int number = last.number();
      tell(
          run,
          last,
          read,
          "waits for data or end of file, which cannot come while "
              + last.table().owner().title()
              + " runs: it has got the write end of the pipe by exec, as descriptor "
              + number
              + ", and does not use it",
          "close(" + number + ") in the child before exec, or make the pipe with O_CLOEXEC",
          found);
    }
  }

  /** A moment in a call that has not returned, before any process is killed. */
  static long beforeKill(DescriptorHistory run, ReviewedCall call) {
    long place = Math.min(call.returned(), call.process().ended());
    for (ReviewedProcess each : run.processes()) {
      if (each.killedBy() != null && !each.calls().isEmpty()) {
        ReviewedCall last = each.calls().get(each.calls().size() - 1);
        long killed = Math.min(last.returned(), each.ended());
        place = killed > call.began() ? Math.min(place, killed) : place;
      }
    }
    return place - 1;
  }

  private static boolean isUnusedAfterExec(HeldDescriptor held) {
    if (held.survived().isEmpty() || held.number() <= 2 || held.table().isUncertain()) {
      return false;
    }
    ReviewedCall exec = held.survived().get(0);
    return held.uses().stream().noneMatch(each -> each.began() > exec.began())
        && !ExecInheritanceRule.isNamed(exec, held.number());
  }

  private static void tell(
      DescriptorHistory run,
      HeldDescriptor held,
      ReviewedCall read,
      String text,
      String advice,
      Consumer<Finding> found) {
    run.report(held, found, new Finding("kept waiting", read, text, advice));
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
      String text =
          "gets end of file only when "
              + holder.title()
              + " ends, which never wrote"
              + " to the pipe but held its write end open, as descriptor "
              + number;
      tell(run, last, end, text, "close(" + number + ") there, right after fork", found);
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
