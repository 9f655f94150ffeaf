package ipcsh.findings;

import java.util.List;
import java.util.function.Consumer;

/**
 * Readers of a connection whose other end was served by a process that has ended, and is still open
 * only in processes that never used it: the parent that accepted it for the child.
 */
final class KeptConnectionRule implements FindingRule {
  @Override
  public void examine(DescriptorHistory run, Consumer<Finding> found) {
    for (OpenedDescription each : run.descriptions()) {
      OpenedDescription other = each.other();
      boolean isConnection =
          each.kind() == OpenedDescription.Kind.SOCKET
              && other != null
              && !each.isElsewhere()
              && !other.isElsewhere();
      if (isConnection) {
        each.uses().stream()
            .filter(read -> read.reads() && read.isPending())
            .findFirst()
            .ifPresent(read -> kept(run, read, other, found));
      }
    }
  }

  private static void kept(
      DescriptorHistory run, ReviewedCall read, OpenedDescription other, Consumer<Finding> found) {
    List<HeldDescriptor> holders = other.holdersAt(KeptWaitingRule.beforeKill(run, read));
    boolean isServed = other.uses().stream().anyMatch(each -> each.reads() || each.writes());
    if (!isServed || !holders.stream().allMatch(each -> isForgotten(each, read))) {
      return;
    }
    for (HeldDescriptor each : holders) {
      int number = each.number();
      run.report(
          each,
          found,
          new Finding(
              "kept waiting",
              read,
              "waits for data or end of file from "
                  + each.table().owner().title()
                  + ", which never uses the connection but has it open, as descriptor "
                  + number
                  + "; the process that served it has ended",
              "close(" + number + ") in the parent, right after fork"));
    }
  }

  private static boolean isUse(ReviewedCall call) {
    String name = call.name();
    return call.reads() || call.writes() || name.contains("poll") || name.contains("select");
  }

  private static boolean isForgotten(HeldDescriptor held, ReviewedCall read) {
    ReviewedProcess owner = held.table().owner();
    return owner != read.process()
        && !held.table().isUncertain()
        && held.table().processes().size() == 1
        && held.survived().isEmpty()
        && held.description().uses().stream()
            .noneMatch(each -> each.process() == owner && isUse(each));
  }
}
