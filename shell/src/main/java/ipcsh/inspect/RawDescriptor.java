package ipcsh.inspect;

import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.FileStatus;

/**
 * A descriptor as /proc shows it, not compared with others yet.
 *
 * @param link where {@code /proc/PID/fd/N} points
 * @param status what {@code statx} tells of it, null where the link tells all there is to know
 * @param info its fdinfo
 */
record RawDescriptor(Holder holder, String link, FileStatus status, FdInfo info) {
  private static final String SOCKET = "socket:[";
  private static final String PIPE = "pipe:[";

  /** Whether a link tells type and number by itself; the path of a file begins with a slash. */
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

  /** The number of a socket. */
  long inode() {
    return Long.parseLong(link, SOCKET.length(), link.length() - 1, 10);
  }

  /** The name of the object, the same for all that stand for it; not of one that is anonymous. */
  String object() {
    return status == null ? link : status.device() + ":" + status.inode();
  }

  /** Descriptors with different keys are surely not the same open file description. */
  String key() {
    String number = isAnonymous() ? info.field("eventfd-id") : null;
    return number == null ? object() : link + number;
  }

  /** The path of the descriptor in /proc. */
  static String path(Holder holder) {
    return "/proc/" + holder.pid() + "/fd/" + holder.number();
  }
}
