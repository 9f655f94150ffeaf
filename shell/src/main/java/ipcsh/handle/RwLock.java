package ipcsh.handle;

import ipcsh.sys.abi.SysException;
import ipcsh.sys.function.Pthreads;

/** A pthreads read-write lock in a region. Prints the state kept by the C library. */
public final class RwLock extends SyncObject {
  /** The offset of the number of readers, whose lowest bits tell whose turn it is, in glibc. */
  private static final int READERS = 0;

  private static final int WRITER = 24;
  private static final int WRITERS_TURN = 1;
  private static final int READERS_SHIFT = 3;

  RwLock(Regions regions, Region region, long offset, MethodFallback methods) {
    super(methods, regions, region, offset, Pthreads.RWLOCK_SIZE);
  }

  @Override
  String kind() {
    return "rwlock";
  }

  /** The number of threads that hold it for reading. */
  public int getReaders() {
    int readers = getRegion().getInt(getOffset() + READERS);
    return (readers & WRITERS_TURN) != 0 ? 0 : readers >>> READERS_SHIFT;
  }

  /** The thread ID of the holder of the write lock; 0 if it is not locked for writing. */
  public int getWriter() {
    return getRegion().getInt(getOffset() + WRITER);
  }

  @Override
  public String toString() {
    try {
      int readers = getReaders();
      int writer = getWriter();
      String state =
          writer != 0
              ? "locked for writing by thread " + writer
              : readers == 0
                  ? "unlocked"
                  : "locked by " + readers + (readers == 1 ? " reader" : " readers");
      return name() + "  " + state;
    } catch (UsageException | SysException gone) {
      return name() + "  unmapped";
    }
  }
}
