package ipcsh.findings;

import ipcsh.observe.StraceString;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Socket files of an earlier run: a bind that fails because of one, and is not made again after an
 * unlink; and a server that is ended by a signal, leaves its name, and would fail so the next time.
 */
final class BoundNames implements FindingRule {
  private static final Pattern PATH = Pattern.compile("sun_path=(\"(?:[^\"\\\\]|\\\\.)*\")");
  private static final Set<String> ENDED_BY_USER = Set.of("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT");

  @Override
  public void examine(DescriptorHistory run, Consumer<Finding> found) {
    for (ReviewedProcess process : run.processes()) {
      boolean hasUnlinked = false;
      ReviewedCall last = null;
      ReviewedCall failed = null;
      for (ReviewedCall each : process.calls()) {
        if (each.name().startsWith("unlink") || each.name().startsWith("rename")) {
          hasUnlinked = true;
          failed = null;
          last = null;
        } else if (each.name().equals("bind") && path(each) != null) {
          failed = each.failed("EADDRINUSE") ? each : null;
          last = each.succeeded() ? each : last;
        } else if (each.name().equals("connect") && each.result() != null) {
          // it asks whether the server of that name still lives
          hasUnlinked |= failed != null;
          failed = each.succeeded() ? null : failed;
        }
      }
      if (failed != null && !hasUnlinked && process.process().end() != null) {
        found.accept(
            new Finding(
                "bind without unlink",
                failed,
                "the name is that of a socket file that an earlier run has left behind",
                "unlink() the name before bind, and at the end"));
      } else if (last != null && !hasUnlinked && ENDED_BY_USER.contains(process.killedBy() + "")) {
        found.accept(
            new Finding(
                "bind without unlink",
                last,
                "the program never removes the socket file: its next start fails with EADDRINUSE",
                "unlink() the name before bind, and at the end"));
      }
    }
  }

  /** The absolute path that a bind gives to a socket; null if it is no path. */
  static String path(ReviewedCall bind) {
    Matcher found = PATH.matcher(bind.argument(1));
    if (!bind.argument(1).contains("AF_UNIX") || !found.find()) {
      return null;
    }
    if (found.start(1) > 0 && bind.argument(1).charAt(found.start(1) - 1) == '@') {
      return null;
    }
    byte[] bytes = StraceString.bytes(found.group(1));
    return bytes == null
        ? null
        : WorkingDirectories.absolute(bind, new String(bytes, StandardCharsets.ISO_8859_1));
  }
}
