package ipcsh.handle;

import ipcsh.sys.Pthreads;

/** A pthread reader-writer lock in a region. */
public final class RwLock extends SyncObject {
  RwLock(Regions regions, Region region, long offset, Methods methods) {
    super(methods, regions, region, offset, Pthreads.RWLOCK_SIZE);
  }

  @Override
  String kind() {
    return "rwlock";
  }

  @Override
  public String toString() {
    return name() + (getRegion().isMapped() ? "" : "  unmapped");
  }
}
