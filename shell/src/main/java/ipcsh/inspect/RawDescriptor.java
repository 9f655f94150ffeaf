package ipcsh.inspect;

import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.FileStatus;

/**
 * A descriptor as shown by /proc, not compared with others yet.
 *
 * @param link the target of {@code /proc/PID/fd/N}
 * @param status the result of {@code statx}, null if the link tells everything
 * @param info its fdinfo
 */
record RawDescriptor(Holder holder, String link, FileStatus status, FdInfo info) {
  private static final String SOCKET = "socket:[";
  private static final String PIPE = "pipe:[";

  /** Whether the link contains type and number; the path of a file begins with a slash. */
  static boolean tellsAll(String link) {
    return link.startsWith(SOCKET)
        || link.startsWith(PIPE)
        || link.startsWith(AnonymousObjects.PREFIX);
  }

  boolean isAnonymous() {
    return link.startsWith(AnonymousObjects.PREFIX);
  }

  boolean isSocket() {
    return link.startsWith(SOCKET);
  }

  /** The type of the file, one of the S_IF constants. */
  int type() {
    return status != null
        ? status.type()
        : isSocket() ? FileConstants.S_IFSOCK : FileConstants.S_IFIFO;
  }

  /** The inode of a socket. */
  long inode() {
    return Long.parseLong(link, SOCKET.length(), link.length() - 1, 10);
  }

  /**
   * The ID of the object, the same for all descriptors that refer to it; not unique for an
   * anonymous one.
   */
  String object() {
    return status == null ? link : status.device() + ":" + status.inode();
  }

  /** A key: descriptors with different keys do not share an open file description. */
  String key() {
    String number = isAnonymous() ? info.field("eventfd-id") : null;
    return number == null ? object() : link + number;
  }

  /** The path of the descriptor in /proc. */
  static String path(Holder holder) {
    return "/proc/" + holder.pid() + "/fd/" + holder.number();
  }
}
