package ipcsh.handle;

import ipcsh.sys.abi.SyncConstants;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.function.Pthreads;

/** A pthread mutex in a region. Prints what the C library keeps there. */
public final class Mutex extends SyncObject {
  /** Where glibc keeps the lock, the owner and the kind of a mutex, on 64-bit machines. */
  private static final int LOCK = 0;

  private static final int OWNER = 8;

  private static final int KIND = 16;
  private static final int ROBUST = 16;
  private static final int INHERITING = 32;
  private static final int SHARED = 128;

  /** In the lock of a mutex that the kernel knows: the owner, and whether he has died. */
  private static final int OWNER_IN_LOCK = 0x3fffffff;

  private static final int OWNER_DIED = 0x40000000;

  /** What stands for the owner where the data are not in order, and never will be. */
  private static final int INCONSISTENT = Integer.MAX_VALUE;

  private static final int NOT_RECOVERABLE = Integer.MAX_VALUE - 1;

  Mutex(Regions regions, Region region, long offset, MethodFallback methods) {
    super(methods, regions, region, offset, Pthreads.MUTEX_SIZE);
  }

  @Override
  String kind() {
    return "mutex";
  }

  private int word(int where) {
    return getRegion().getInt(getOffset() + where);
  }

  /** The number of the thread that has it locked, as the C library notes it; 0 where nobody has. */
  public int getOwner() {
    if ((word(KIND) & (ROBUST | INHERITING)) == 0) {
      return word(OWNER);
    }
    int lock = word(LOCK);
    return (lock & OWNER_DIED) != 0 ? 0 : lock & OWNER_IN_LOCK;
  }

  private String state() {
    boolean robust = (word(KIND) & ROBUST) != 0;
    int noted = word(OWNER);
    if (robust && noted == NOT_RECOVERABLE) {
      return "not recoverable";
    }
    if (robust && (word(LOCK) & OWNER_DIED) != 0) {
      return "its owner died";
    }
    int owner = getOwner();
    return (owner == 0 ? "unlocked" : "locked by thread " + owner)
        + (robust && noted == INCONSISTENT ? "  inconsistent" : "");
  }

  @Override
  public String toString() {
    try {
      int kind = word(KIND);
      return name()
          + "  "
          + state()
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
