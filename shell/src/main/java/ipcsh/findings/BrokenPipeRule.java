package ipcsh.findings;

import java.util.List;
import java.util.function.Consumer;

/**
 * Processes killed by SIGPIPE. A filter is meant to end so when no process reads its standard
 * output: that is none.
 */
final class BrokenPipeRule implements FindingRule {
  @Override
  public void examine(DescriptorHistory run, Consumer<Finding> found) {
    for (ReviewedProcess process : run.processes()) {
      if ("SIGPIPE".equals(process.killedBy())) {
        for (List<ReviewedCall> calls : process.byThread().values()) {
          ReviewedCall last = calls.get(calls.size() - 1);
          if (last.failed("EPIPE") && last.number(0) > 2) {
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
}
