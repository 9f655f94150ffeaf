package ipcsh.handle;

import ipcsh.sys.Sys;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.InternalDescriptorRange;
import ipcsh.sys.abi.SysException;

/**
 * Descriptors that the shell opens for itself: high numbers, so that those of the session start at
 * the lowest free one, and closed on exec.
 */
public final class InternalDescriptors {
  private InternalDescriptors() {}

  /** Moves a descriptor that was just opened; if no high number is free, it stays where it is. */
  public static int move(Sys sys, int number) {
    try {
      int high =
          sys.files().fcntl(number, FileConstants.F_DUPFD_CLOEXEC, InternalDescriptorRange.LOWEST);
      sys.files().close(number);
      return high;
    } catch (SysException noRoom) {
      sys.files().fcntl(number, FileConstants.F_SETFD, FileConstants.FD_CLOEXEC);
      return number;
    }
  }

  /**
   * A duplicate of a descriptor; a low number only if the limit has been lowered since this process
   * was started, so that no high one is allowed.
   *
   * @throws SysException EBADF, or EMFILE if the table is full
   */
  public static int duplicate(Sys sys, int number) {
    try {
      return sys.files()
          .fcntl(number, FileConstants.F_DUPFD_CLOEXEC, InternalDescriptorRange.LOWEST);
    } catch (SysException e) {
      if (e.getErrno() != Errno.EINVAL) {
        throw e;
      }
      return sys.files().fcntl(number, FileConstants.F_DUPFD_CLOEXEC, 0);
    }
  }

  /** Closes one; not an error if it was closed by force before. */
  public static void close(Sys sys, int number) {
    try {
      sys.files().close(number);
    } catch (SysException closedByForce) {
      // closed already
    }
  }
}
