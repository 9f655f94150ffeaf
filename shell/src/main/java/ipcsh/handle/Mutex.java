package ipcsh.handle;

import ipcsh.sys.abi.SyncConstants;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.function.Pthreads;

/** A pthreads mutex in a region. Prints the state kept by the C library. */
public final class Mutex extends SyncObject {
  /** The offsets of lock, owner and kind in a mutex of glibc on 64-bit machines. */
  private static final int LOCK = 0;

  private static final int OWNER = 8;

  private static final int KIND = 16;
  private static final int ROBUST = 16;
  private static final int INHERITING = 32;
  private static final int SHARED = 128;

  /**
   * Bits in the lock of a mutex known to the kernel: the owner's thread ID, and whether the owner
   * has died.
   */
  private static final int OWNER_IN_LOCK = 0x3fffffff;

  private static final int OWNER_DIED = 0x40000000;

  /** The owner field of a mutex that has become unrecoverable. */
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

  /** The thread ID of the owner, as recorded by the C library; 0 if it is not locked. */
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
