package ipcsh.sys.function;

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
  SysVFunctions(SyscallInvoker invoker) {
    super(invoker);
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
