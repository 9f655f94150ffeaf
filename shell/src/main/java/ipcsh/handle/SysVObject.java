package ipcsh.handle;

import ipcsh.inspect.SysVKind;
import ipcsh.sys.Kernel;
import ipcsh.sys.Sys;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.function.SysVText;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A System V object: a message queue, a set of semaphores, a segment of shared memory. It is its
 * ID, which all processes of the machine share; nothing is open, and the object stays until it is
 * removed (IPC_RMID). Prints its current state in the kernel.
 */
public abstract class SysVObject extends Handle implements Numbered, Properties {
  private final Kernel kernel;
  private final SysVKind kind;
  private final int id;

  SysVObject(SysVKind kind, int id, Kernel kernel, MethodFallback methods) {
    super(methods);
    this.kind = kind;
    this.id = id;
    this.kernel = kernel;
  }

  /** What it holds, in words. */
  abstract String state(Map<String, Object> stat);

  final Sys sys() {
    return kernel.quiet();
  }

  final Map<String, Object> stat() {
    return kind.stat(sys(), id);
  }

  final Map<?, ?> perm(Map<String, Object> stat) {
    return (Map<?, ?>) stat.get(kind.perm());
  }

  /** What kind of object it is. */
  public SysVKind kind() {
    return kind;
  }

  /** Its ID. */
  public int getId() {
    return id;
  }

  @Override
  public int getNumber() {
    return id;
  }

  /**
   * Its key; 0 for IPC_PRIVATE, and for a segment that waits for the last one to detach.
   *
   * @throws SysException where it is removed, or may not be read
   */
  public int getKey() {
    return (Integer) perm(stat()).get("__key");
  }

  /**
   * By the ID, as in C.
   *
   * @throws ClassCastException for what is neither such a handle nor a number
   */
  @Override
  public int compareTo(Object other) {
    if (other instanceof SysVObject object) {
      return Integer.compare(id, object.id);
    }
    if (other instanceof Number number) {
      return Double.compare(id, number.doubleValue());
    }
    throw new ClassCastException("a " + kind + " is not " + other.getClass().getSimpleName());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SysVObject object && object.id == id && object.kind == kind;
  }

  @Override
  public int hashCode() {
    return id;
  }

  @Override
  public Map<String, Object> properties() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("kind", kind.toString());
    all.put("id", id);
    try {
      all.putAll(stat());
    } catch (SysException gone) {
      all.put("error", gone.getErrno().name());
    }
    return all;
  }

  @Override
  public String toString() {
    String what = kind + " " + id;
    try {
      Map<String, Object> stat = stat();
      int key = (Integer) perm(stat).get("__key");
      return what + "  " + SysVText.key(key) + "  " + state(stat);
    } catch (SysException e) {
      return what + (e.getErrno() == Errno.EACCES ? "  not readable" : "  removed");
    }
  }
}
