package ipcsh.inspect;

import ipcsh.sys.abi.FileConstants;
import java.util.List;

/**
 * An open file description: what {@code open}, {@code socket} or {@code pipe} made, for which any
 * number of descriptors stand.
 *
 * @param object what it stands for
 * @param flags the status flags, the access mode among them
 * @param offset where it stands, null of what has no offset
 * @param holders the descriptors that stand for it, of the processes that were looked at, sorted
 * @param isCompared whether all those are known; not where the kernel would not compare
 */
public record OpenFileDescription(
    KernelObject object, int flags, Long offset, List<Holder> holders, boolean isCompared) {
  /** The bits of the flags that are one number. */
  static final int ACCESS = 3;

  /** Whether one can read through it. */
  public boolean reads() {
    return (flags & ACCESS) != FileConstants.O_WRONLY;
  }

  /** Whether one can write through it. */
  public boolean writes() {
    return (flags & ACCESS) != FileConstants.O_RDONLY;
  }
}
