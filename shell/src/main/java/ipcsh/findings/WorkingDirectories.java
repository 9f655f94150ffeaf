package ipcsh.findings;

import ipcsh.observe.ObservedDescriptor;

/** Paths of calls, made absolute where strace told the working directory. */
final class WorkingDirectories {
  private WorkingDirectories() {}

  /**
   * A path that a call was given, absolute if the directory is known. Compared as text.
   *
   * @param call the call
   * @param index the argument that is the path
   */
  static String path(ReviewedCall call, int index) {
    String path = call.string(index);
    return path == null ? null : absolute(call, path);
  }

  /** A path made absolute for the process of a call. */
  static String absolute(ReviewedCall call, String path) {
    if (path.startsWith("/") || path.startsWith("\0") || path.isEmpty()) {
      return path;
    }
    String plain = path.startsWith("./") ? path.substring(2) : path;
    String directory = of(call);
    return directory == null ? plain : directory + (directory.endsWith("/") ? "" : "/") + plain;
  }

  /** The working directory of a process at a call, from the calls before; null if unknown. */
  private static String of(ReviewedCall call) {
    long place = call.began();
    for (ReviewedProcess process = call.process(); process != null; process = process.parent()) {
      String last = null;
      for (ReviewedCall each : process.calls()) {
        if (each.began() > place) {
          break;
        }
        for (String argument : each.arguments()) {
          if (argument.startsWith("AT_FDCWD<")) {
            last = ObservedDescriptor.of(argument).path();
          }
        }
        if (each.name().endsWith("chdir") && each.succeeded()) {
          last = changed(last, each);
        }
      }
      if (last != null) {
        return last;
      }
    }
    return null;
  }

  private static String changed(String before, ReviewedCall change) {
    String to = change.name().equals("chdir") ? change.string(0) : null;
    return to == null || to.startsWith("/") || before == null
        ? to != null && to.startsWith("/") ? to : null
        : before + "/" + to;
  }
}
