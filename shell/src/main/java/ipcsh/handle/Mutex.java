package ipcsh.handle;

import ipcsh.sys.Pthreads;
import ipcsh.sys.SyncConstants;
import ipcsh.sys.SysException;

/** A pthread mutex in a region. Prints what the C library keeps there. */
public final class Mutex extends SyncObject {
  /** Where glibc keeps the owner and the kind of a mutex, on 64-bit machines. */
  private static final int OWNER = 8;

  private static final int KIND = 16;
  private static final int ROBUST = 16;
  private static final int SHARED = 128;

  Mutex(Regions regions, Region region, long offset, Methods methods) {
    super(methods, regions, region, offset, Pthreads.MUTEX_SIZE);
  }

  @Override
  String kind() {
    return "mutex";
  }

  /** The number of the thread that has it locked, as the C library notes it; 0 where nobody has. */
  public int getOwner() {
    return getRegion().getInt(getOffset() + OWNER);
  }

  @Override
  public String toString() {
    try {
      int kind = getRegion().getInt(getOffset() + KIND);
      int owner = getOwner();
      return name()
          + "  "
          + (owner == 0 ? "unlocked" : "locked by thread " + owner)
          + type(kind & 3)
          + ((kind & ROBUST) != 0 ? "  robust" : "")
          + ((kind & SHARED) != 0 ? "  shared" : "  private");
    } catch (UsageException | SysException gone) {
      return name() + "  unmapped";
    }
  }

  private static String type(int type) {
    return switch (type) {
      case SyncConstants.PTHREAD_MUTEX_RECURSIVE -> "  recursive";
      case SyncConstants.PTHREAD_MUTEX_ERRORCHECK -> "  errorcheck";
      default -> "";
    };
  }
}
