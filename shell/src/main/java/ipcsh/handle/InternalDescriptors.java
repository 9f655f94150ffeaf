package ipcsh.handle;

import ipcsh.sys.Sys;
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

  /** Closes one; not an error if it was closed by force before. */
  public static void close(Sys sys, int number) {
    try {
      sys.files().close(number);
    } catch (SysException closedByForce) {
      // closed already
    }
  }
}
