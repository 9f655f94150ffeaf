package ipcsh.sys.function;

import static ipcsh.sys.abi.SysVConstants.IPC_STAT;
import static ipcsh.sys.abi.SysVLayout.PERM_CGID;
import static ipcsh.sys.abi.SysVLayout.PERM_CUID;
import static ipcsh.sys.abi.SysVLayout.PERM_GID;
import static ipcsh.sys.abi.SysVLayout.PERM_KEY;
import static ipcsh.sys.abi.SysVLayout.PERM_MODE;
import static ipcsh.sys.abi.SysVLayout.PERM_UID;

import ipcsh.sys.abi.FailedCall;
import ipcsh.sys.abi.NativeMemory;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.invoke.SyscallInvoker;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the three kinds of System V objects have in common: keys, flags, {@code ipc_perm}. */
abstract class SysVFunctions extends Functions {
  private final int size;
  private final int statAny;
  private final int info;

  /**
   * @param size of the structure that IPC_STAT fills, in bytes
   * @param statAny the command that fills it for the object at an index
   * @param info the command that returns the highest index
   */
  SysVFunctions(SyscallInvoker invoker, int size, int statAny, int info) {
    super(invoker);
    this.size = size;
    this.statAny = statAny;
    this.info = info;
  }

  /** The ctl function; returns -1 on failure. */
  abstract int call(int id, int command, long address);

  /** The same; throws on failure. */
  abstract void check(int id, int command, long address);

  /** The structure that IPC_STAT fills, by the names of C. */
  abstract Map<String, Object> fields(NativeMemory ds);

  /** IPC_STAT: the attributes of an object, by the names of C. */
  public Map<String, Object> stat(int id) {
    NativeMemory ds = fresh().take(size).zero();
    check(id, IPC_STAT, ds.address());
    return fields(ds);
  }

  /** The same of the object at an index, with its ID, whatever its permissions; null for none. */
  public Map<String, Object> statAny(int index) {
    NativeMemory ds = fresh().take(size).zero();
    int id = call(index, statAny, ds.address());
    if (id == -1) {
      return null;
    }
    Map<String, Object> all = fields(ds);
    all.put("id", id);
    return all;
  }

  /** The highest index in use, -1 for none. */
  public int highest() {
    NativeMemory ds = fresh().take(size).zero();
    return call(0, info, ds.address());
  }

  /** A key as people write it. */
  static Object key(int key) {
    return word(SysVText.key(key));
  }

  /** The flags of a get function as people write them. */
  static Object getFlags(int flags) {
    return word(SysVText.getFlags("IPC_CREAT,IPC_EXCL", flags));
  }

  /** A number that the text of a call does not show as such. */
  static Object unshown(String name, Object value) {
    return new FailedCall.Unshown(name, value);
  }

  /** {@code struct ipc_perm}, by the names of C. */
  static Map<String, Object> perm(NativeMemory ds) {
    Map<String, Object> perm = new LinkedHashMap<>();
    perm.put("__key", ds.getInt(PERM_KEY));
    perm.put("uid", ds.getInt(PERM_UID));
    perm.put("gid", ds.getInt(PERM_GID));
    perm.put("cuid", ds.getInt(PERM_CUID));
    perm.put("cgid", ds.getInt(PERM_CGID));
    perm.put("mode", ds.getInt(PERM_MODE));
    return perm;
  }

  /** Puts what IPC_SET may change. */
  static void putPerm(NativeMemory ds, int uid, int gid, int mode) {
    ds.putInt(PERM_UID, uid).putInt(PERM_GID, gid).putInt(PERM_MODE, mode);
  }

  /** A command of a ctl function that has a name. */
  static Object command(int command) {
    return word(SysVText.command(command));
  }

  /** The failure of msgctl or shmctl. */
  final SysException failed(String function, int id, int command, Object... unshown) {
    List<Object> all = new ArrayList<>(List.of(id, command(command), unshown("command", command)));
    all.addAll(List.of(unshown));
    return failure(function, all.toArray());
  }
}
