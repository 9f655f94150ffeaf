package ipcsh.why;

import ipcsh.inspect.ThreadSnapshot;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.FileStatus;

/** The open of a FIFO, which waits for a process to open it for the other direction. */
final class OpenWaits implements WaitSource {
  private static final int HERE = -100;
  private static final int ACCESS = 3;

  /** The directory of the file that a thread opens, as device and inode; null if unknown. */
  static String directory(ThreadSnapshot thread, WaitContext context) {
    boolean isOld = "open".equals(thread.call());
    String path = context.string(thread.pid(), thread.argument(isOld ? 0 : 1));
    if (path == null || !isOld && thread.number(0) != HERE && !path.startsWith("/")) {
      return null;
    }
    String directory = path.contains("/") ? path.substring(0, path.lastIndexOf('/') + 1) : ".";
    FileStatus status = context.status(WaitContext.path(thread.pid(), directory));
    return status == null ? null : status.device() + ":" + status.inode();
  }

  @Override
  public WaitCondition of(ThreadSnapshot thread, WaitContext context) {
    boolean isOld = thread.call().equals("open");
    if (!isOld && !thread.call().equals("openat")) {
      return null;
    }
    String path = context.string(thread.pid(), thread.argument(isOld ? 0 : 1));
    if (path == null) {
      return WaitCondition.unknown(thread, thread.call(), "which file it opens");
    }
    String call = "open(\"" + path + "\")";
    int directory = isOld ? HERE : thread.number(0);
    FileStatus file =
        context.status(
            directory == HERE || path.startsWith("/")
                ? WaitContext.path(thread.pid(), path)
                : "/proc/" + thread.pid() + "/fd/" + directory + "/" + path);
    if (file == null || file.type() != FileConstants.S_IFIFO) {
      return WaitCondition.unknown(thread, call, "what the open of " + path + " waits for");
    }
    boolean isReading = (thread.number(isOld ? 1 : 2) & ACCESS) == FileConstants.O_RDONLY;
    String other = isReading ? "writing" : "reading";
    String flags = isReading ? "O_RDONLY" : "O_WRONLY";
    return WaitCondition.of(
            thread,
            "open(\"" + path + "\", " + flags + ")",
            "a process that opens the FIFO for " + other + "; none has")
        .on(file.device() + ":" + file.inode(), "the FIFO " + path, "not open for " + other)
        .orBy("a program that opens " + path + " for " + other);
  }
}
