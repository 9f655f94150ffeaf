package ipcsh.findings;

import java.util.Set;

/**
 * Shells and programs like them: they pass the descriptors that their users redirect, and close
 * what may be closed already.
 */
final class ShellPrograms {
  private static final Set<String> NAMES =
      Set.of(
          "sh", "dash", "bash", "zsh", "ksh", "mksh", "fish", "busybox", "make", "gmake", "ninja",
          "env", "nohup", "xargs", "sudo", "flock");

  private ShellPrograms() {}

  static boolean contain(String program) {
    return NAMES.contains(program);
  }

  /** Whether a process ran one, or was forked by one. */
  static boolean areRunBy(ReviewedProcess process) {
    for (ReviewedProcess each = process; each != null; each = each.parent()) {
      for (ReviewedCall program : each.programs()) {
        String path = program.argument(0).replace("\"", "");
        if (contain(path.substring(path.lastIndexOf('/') + 1))) {
          return true;
        }
      }
      if (!each.programs().isEmpty()) {
        return false;
      }
    }
    return false;
  }
}
