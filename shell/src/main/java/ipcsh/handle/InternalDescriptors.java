package ipcsh.handle;

import ipcsh.sys.Sys;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.InternalDescriptorRange;
import ipcsh.sys.abi.SysException;

/**
 * Descriptors that the shell opens for itself: high numbers, so that the session's count from the
 * lowest free one, and closed when a program is started.
 */
public final class InternalDescriptors {
  private InternalDescriptors() {}

  /** Moves a descriptor that was just opened; it stays where it is if there is no room above. */
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

  /** Closes one; that somebody else did it by force is no failure of whoever is done with it. */
  public static void close(Sys sys, int number) {
    try {
      sys.files().close(number);
    } catch (SysException closedByForce) {
      // then it is closed
    }
  }
}
