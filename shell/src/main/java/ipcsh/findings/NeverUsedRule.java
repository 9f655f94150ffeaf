package ipcsh.findings;

import java.util.function.Consumer;

/** Files, connections and sockets that were opened, never used, and open at the normal end. */
final class NeverUsedRule implements FindingRule {
  /** An open that took longer may have waited for the other end of a FIFO: that is a use. */
  private static final long WAITED = 20_000_000;

  @Override
  public void examine(DescriptorHistory run, Consumer<Finding> found) {
    for (DescriptorTable table : run.tables()) {
      for (HeldDescriptor each : table.all()) {
        if (!table.isUncertain() && isForgotten(each)) {
          found.accept(
              new Finding(
                  "unused",
                  each.description().opener(),
                  "descriptor "
                      + each.number()
                      + ", "
                      + DescriptorWords.what(each)
                      + ", is opened, never used and never closed",
                  "use it, or do not open it"));
        }
      }
    }
  }

  private static boolean isForgotten(HeldDescriptor held) {
    OpenedDescription description = held.description();
    ReviewedCall opener = description.opener();
    return held.origin() == HeldDescriptor.Origin.OPENED
        && held.number() > 2
        && held.end() == HeldDescriptor.End.EXITED
        && held.survived().isEmpty()
        && held.table().owner().exitedWith(0)
        && opener != null
        && !description.isElsewhere()
        && description.uses().isEmpty()
        && description.holders().size() == 1
        && isForUse(opener);
  }

  private static boolean isForUse(ReviewedCall opener) {
    return switch (opener.name()) {
      case "accept", "accept4" -> true;
      case "socket" -> true;
      case "open", "openat" -> {
        int flags = opener.name().equals("open") ? 1 : 2;
        String path = opener.call().resultDescriptor().target();
        yield opener.mentions(flags, "O_RDONLY")
            && !opener.argument(flags).matches(".*O_(CREAT|PATH|DIRECTORY|NONBLOCK|TMPFILE).*")
            && !path.matches("/(dev|proc|sys)/.*")
            && opener.call().ended() - opener.call().began() < WAITED;
      }
      default -> false;
    };
  }
}
