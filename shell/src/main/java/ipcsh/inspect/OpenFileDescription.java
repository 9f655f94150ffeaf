package ipcsh.inspect;

import ipcsh.sys.abi.FileConstants;
import java.util.List;

/**
 * An open file description: created by {@code open}, {@code socket} or {@code pipe}, and referred
 * to by any number of descriptors.
 *
 * @param object the object to which it refers
 * @param flags the status flags, including the access mode
 * @param offset the file offset, null if it has none
 * @param holders the descriptors that refer to it in the inspected processes, sorted
 * @param isCompared whether {@code holders} is known to be complete; false if the kernel refused to
 *     compare
 */
public record OpenFileDescription(
    KernelObject object, int flags, Long offset, List<Holder> holders, boolean isCompared) {
  /** The bits of the access mode. */
  static final int ACCESS = 3;

  /** Whether it is open for reading. */
  public boolean reads() {
    return (flags & ACCESS) != FileConstants.O_WRONLY;
  }

  /** Whether it is open for writing. */
  public boolean writes() {
    return (flags & ACCESS) != FileConstants.O_RDONLY;
  }
}
