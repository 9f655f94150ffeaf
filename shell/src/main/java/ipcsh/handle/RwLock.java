package ipcsh.handle;

import static ipcsh.sys.abi.PthreadLayout.READERS_SHIFT;
import static ipcsh.sys.abi.PthreadLayout.RWLOCK_READERS;
import static ipcsh.sys.abi.PthreadLayout.RWLOCK_WRITER;
import static ipcsh.sys.abi.PthreadLayout.WRITERS_TURN;

import ipcsh.sys.abi.SysException;
import ipcsh.sys.function.Pthreads;
import ipcsh.sys.text.Counted;

/** A pthreads read-write lock in a region. Prints the state kept by the C library. */
@Term("read-write lock")
public final class RwLock extends SyncObject {
  RwLock(Regions regions, Region region, long offset, MethodFallback methods) {
    super(methods, regions, region, offset, Pthreads.RWLOCK_SIZE);
  }

  @Override
  String kind() {
    return "rwlock";
  }

  /** The number of threads that hold it for reading. */
  public int getReaders() {
    int readers = getRegion().getInt(getOffset() + RWLOCK_READERS);
    return (readers & WRITERS_TURN) != 0 ? 0 : readers >>> READERS_SHIFT;
  }

  /** The thread ID of the holder of the write lock; 0 if it is not locked for writing. */
  public int getWriter() {
    return getRegion().getInt(getOffset() + RWLOCK_WRITER);
  }

  @Override
  public String toString() {
    try {
      int readers = getReaders();
      int writer = getWriter();
      String state =
          writer != 0
              ? "locked for writing by thread " + writer
              : readers == 0 ? "unlocked" : "locked by " + Counted.of(readers, "reader");
      return name() + "  " + state;
    } catch (UsageException | SysException gone) {
      return name() + "  unmapped";
    }
  }
}
