package ipcsh.handle;

import static ipcsh.sys.abi.PthreadLayout.INCONSISTENT;
import static ipcsh.sys.abi.PthreadLayout.KIND_INHERITING;
import static ipcsh.sys.abi.PthreadLayout.KIND_ROBUST;
import static ipcsh.sys.abi.PthreadLayout.KIND_SHARED;
import static ipcsh.sys.abi.PthreadLayout.KIND_TYPE;
import static ipcsh.sys.abi.PthreadLayout.MUTEX_KIND;
import static ipcsh.sys.abi.PthreadLayout.MUTEX_LOCK;
import static ipcsh.sys.abi.PthreadLayout.MUTEX_OWNER;
import static ipcsh.sys.abi.PthreadLayout.NOT_RECOVERABLE;
import static ipcsh.sys.abi.PthreadLayout.OWNER_DIED;
import static ipcsh.sys.abi.PthreadLayout.OWNER_IN_LOCK;

import ipcsh.sys.abi.SyncConstants;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.function.Pthreads;

/** A pthreads mutex in a region. Prints the state kept by the C library. */
@Term("mutex")
public final class Mutex extends SyncObject {
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
    if ((word(MUTEX_KIND) & (KIND_ROBUST | KIND_INHERITING)) == 0) {
      return word(MUTEX_OWNER);
    }
    int lock = word(MUTEX_LOCK);
    return (lock & OWNER_DIED) != 0 ? 0 : lock & OWNER_IN_LOCK;
  }

  private String state() {
    boolean robust = (word(MUTEX_KIND) & KIND_ROBUST) != 0;
    int noted = word(MUTEX_OWNER);
    if (robust && noted == NOT_RECOVERABLE) {
      return "not recoverable";
    }
    if (robust && (word(MUTEX_LOCK) & OWNER_DIED) != 0) {
      return "its owner died";
    }
    int owner = getOwner();
    return (owner == 0 ? "unlocked" : "locked by thread " + owner)
        + (robust && noted == INCONSISTENT ? "  inconsistent" : "");
  }

  @Override
  public String toString() {
    try {
      int kind = word(MUTEX_KIND);
      return name()
          + "  "
          + state()
          + type(kind & KIND_TYPE)
          + ((kind & KIND_ROBUST) != 0 ? "  robust" : "")
          + ((kind & KIND_SHARED) != 0 ? "  shared" : "  private");
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
