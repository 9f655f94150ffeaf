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

  /** Whether such a program made a call: what the process had executed last, or its parent. */
  static boolean made(ReviewedCall call) {
    for (ReviewedProcess each = call.process(); each != null; each = each.parent()) {
      String path = null;
      for (ReviewedCall program : each.programs()) {
        path = program.began() < call.began() ? program.argument(0) : path;
      }
      if (path != null) {
        return NAMES.contains(path.substring(path.lastIndexOf('/') + 1).replace("\"", ""));
      }
    }
    return false;
  }
}
