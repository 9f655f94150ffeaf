package ipcsh.handle;

import ipcsh.sys.Sys;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.InternalDescriptorRange;
import ipcsh.sys.abi.SysException;

/**
 * Descriptors that the shell opens for itself: high numbers, so that those of the session start at
 * the lowest free one, and closed on exec.
 */
public final class InternalDescriptors {
  private InternalDescriptors() {}

  /**
   * Moves a descriptor that was just opened; if no high number is free, it stays where it is. No
   * Ctrl-C interrupts this: the descriptor would be lost.
   */
  public static int move(Sys sys, int number) {
    try {
      int high = sys.files().duplicate(number, InternalDescriptorRange.LOWEST);
      sys.files().letGo(number);
      return high;
    } catch (SysException noRoom) {
      sys.files().closeOnExec(number);
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
      return sys.files().duplicate(number, InternalDescriptorRange.LOWEST);
    } catch (SysException e) {
      if (e.getErrno() != Errno.EINVAL) {
        throw e;
      }
      return sys.files().duplicate(number, 0);
    }
  }

  /** Closes one; not an error if it was closed by force before. No Ctrl-C interrupts this. */
  public static void close(Sys sys, int number) {
    sys.files().letGo(number);
  }
}
