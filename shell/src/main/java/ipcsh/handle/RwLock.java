package ipcsh.handle;

import ipcsh.sys.abi.SysException;
import ipcsh.sys.function.Pthreads;

/** A pthread reader-writer lock in a region. Prints what the C library keeps there. */
public final class RwLock extends SyncObject {
  /** Where glibc keeps the readers (and in the lowest bits whose turn it is) and the writer. */
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

  /** How many have it locked for reading. */
  public int getReaders() {
    int readers = getRegion().getInt(getOffset() + READERS);
    return (readers & WRITERS_TURN) != 0 ? 0 : readers >>> READERS_SHIFT;
  }

  /** The number of the thread that has it locked for writing; 0 where nobody has. */
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
