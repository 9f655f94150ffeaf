package ipcsh.findings;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Processes killed by SIGPIPE. A filter is meant to end so when no process reads its standard
 * output: that is none.
 */
final class BrokenPipeRule implements FindingRule {
  /** Signals with which a user ends programs. */
  private static final Set<String> STOPPING =
      Set.of("SIGINT", "SIGTERM", "SIGKILL", "SIGHUP", "SIGQUIT");

  @Override
  public void examine(DescriptorHistory run, Consumer<Finding> found) {
    for (ReviewedProcess process : run.processes()) {
      if ("SIGPIPE".equals(process.killedBy())) {
        for (List<ReviewedCall> calls : process.byThread().values()) {
          ReviewedCall last = calls.get(calls.size() - 1);
          if (last.failed("EPIPE") && last.number(0) > 2 && !isStopped(calls)) {
            found.accept(
                new Finding(
                    "SIGPIPE",
                    last,
                    "no process has the other end open any more, and SIGPIPE kills the process",
                    "ignore SIGPIPE, or send() with MSG_NOSIGNAL, and check for EPIPE"));
          }
        }
      }
    }
  }

  /** Whether it waited for room when the process with the other end was stopped from outside. */
  private static boolean isStopped(List<ReviewedCall> calls) {
    ReviewedCall write = calls.get(calls.size() - 1);
    ReviewedCall before = calls.size() < 2 ? write : calls.get(calls.size() - 2);
    // a write that waited returns what it had written; the next one fails
    boolean isNext = before.writes() && before.number(0) == write.number(0);
    long began = isNext ? before.began() : write.began();
    OpenedDescription other = write.first() == null ? null : write.first().description().other();
    return other != null
        && other.holders().stream()
            .anyMatch(
                each ->
                    each.end() == HeldDescriptor.End.EXITED
                        && each.ended() > began
                        && each.table().owner().killedBy() != null
                        && STOPPING.contains(each.table().owner().killedBy()));
  }
}
