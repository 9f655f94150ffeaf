package ipcsh.handle;

import ipcsh.sys.Pthreads;

/** A pthread condition variable in a region. */
public final class Cond extends SyncObject {
  Cond(Regions regions, Region region, long offset, Methods methods) {
    super(methods, regions, region, offset, Pthreads.COND_SIZE);
  }

  @Override
  String kind() {
    return "condition";
  }

  @Override
  public String toString() {
    return name() + (getRegion().isMapped() ? "" : "  unmapped");
  }
}
