package ipcsh.handle;

import ipcsh.inspect.SysVKind;
import ipcsh.sys.Kernel;
import ipcsh.sys.abi.SysVConstants;
import ipcsh.sys.text.Counted;
import java.util.Map;

/** A segment of System V shared memory, {@code shmget(2)}. */
@Term("System V shared memory segment")
public final class SysVSegment extends SysVObject {
  public SysVSegment(int id, Kernel kernel, MethodFallback methods) {
    super(SysVKind.SEGMENT, id, kernel, methods);
  }

  /** Its size in bytes. */
  public long size() {
    return (Long) stat().get("shm_segsz");
  }

  @Override
  String state(Map<String, Object> stat) {
    int mode = (Integer) perm(stat).get("mode");
    long attached = (Long) stat.get("shm_nattch");
    return Counted.of((Long) stat.get("shm_segsz"), "byte")
        + (attached == 0 ? "" : "  attached " + Counted.of(attached, "time"))
        + ((mode & SysVConstants.SHM_DEST) == 0 ? "" : "  dest");
  }
}
