package ipcsh.inspect;

import ipcsh.sys.FileStatus;

/**
 * A descriptor as /proc shows it, not compared with others yet.
 *
 * @param link where {@code /proc/PID/fd/N} points
 * @param status what {@code statx} tells of it
 * @param info its fdinfo
 */
record RawDescriptor(Holder holder, String link, FileStatus status, FdInfo info) {
  boolean isAnonymous() {
    return link.startsWith(AnonymousObjects.PREFIX);
  }

  /** Descriptors with different keys are surely not the same open file description. */
  String key() {
    String file = status.device() + ":" + status.inode();
    if (!isAnonymous()) {
      return file;
    }
    String number = info.field("eventfd-id");
    return file + link + (number == null ? "" : number);
  }

  /** The path of the descriptor in /proc. */
  static String path(Holder holder) {
    return "/proc/" + holder.pid() + "/fd/" + holder.number();
  }
}
