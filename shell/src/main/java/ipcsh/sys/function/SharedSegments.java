package ipcsh.sys.function;

import static ipcsh.sys.abi.SysVConstants.IPC_RMID;
import static ipcsh.sys.abi.SysVConstants.IPC_SET;
import static ipcsh.sys.abi.SysVLayout.DS_SIZE;
import static ipcsh.sys.abi.SysVLayout.SHM_ATIME;
import static ipcsh.sys.abi.SysVLayout.SHM_CPID;
import static ipcsh.sys.abi.SysVLayout.SHM_CTIME;
import static ipcsh.sys.abi.SysVLayout.SHM_DTIME;
import static ipcsh.sys.abi.SysVLayout.SHM_LPID;
import static ipcsh.sys.abi.SysVLayout.SHM_NATTCH;
import static ipcsh.sys.abi.SysVLayout.SHM_SEGSZ;

import ipcsh.sys.abi.NativeMemory;
import ipcsh.sys.invoke.NativeFunction;
import ipcsh.sys.invoke.SyscallInvoker;
import java.util.LinkedHashMap;
import java.util.Map;

/** System V shared memory: {@code shmget(2)}, {@code shmat(2)}, {@code shmctl(2)}. */
public final class SharedSegments extends SysVFunctions {
  /** The flags of shmat, as a family of constants. */
  public static final String ATTACH_FLAGS = "SHM_RDONLY,SHM_RND,SHM_REMAP,SHM_EXEC";

  /** Commands of Linux that ipcs(1) uses; C knows them with _GNU_SOURCE. */
  static final int SHM_INFO = 14;

  static final int SHM_STAT_ANY = 15;

  private static final NativeFunction SHMGET = NativeFunction.of("shmget", "key size ipcflags");
  private static final NativeFunction SHMAT =
      NativeFunction.of("shmat", "int ptr " + ATTACH_FLAGS).wide();
  private static final NativeFunction SHMDT = NativeFunction.of("shmdt", "ptr");
  private static final NativeFunction SHMCTL = NativeFunction.of("shmctl", "int ipccmd ipcds");

  public SharedSegments(SyscallInvoker invoker) {
    super(invoker, DS_SIZE, SHM_STAT_ANY, SHM_INFO);
  }

  /** {@code shmget(2)}. */
  public int get(int key, long size, int flags) {
    int id = (int) invoker.call(SHMGET, key, size, flags, 0, 0, 0);
    if (id == -1) {
      throw failure(
          "shmget", key(key), size, getFlags(flags), unshown("key", key), unshown("flags", flags));
    }
    return id;
  }

  /** {@code shmat(2)} where the kernel likes: the address. */
  public long attach(int id, int flags) {
    long address = invoker.call(SHMAT, id, 0, flags, 0, 0, 0);
    if (address == -1) {
      throw failure("shmat", id, word("NULL"), flags(ATTACH_FLAGS, flags));
    }
    return address;
  }

  /** {@code shmdt(2)}. */
  public int detach(long address) {
    long result = invoker.call(SHMDT, address, 0, 0, 0, 0, 0);
    return check(result, "shmdt", word("0x" + Long.toHexString(address)), NOTHING);
  }

  @Override
  int call(int id, int command, long address) {
    return (int) invoker.call(SHMCTL, id, command, address, 0, 0, 0);
  }

  @Override
  void check(int id, int command, long address) {
    control(id, command, address);
  }

  @Override
  Map<String, Object> fields(NativeMemory ds) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("shm_perm", perm(ds));
    all.put("shm_segsz", ds.getLong(SHM_SEGSZ));
    all.put("shm_atime", ds.getLong(SHM_ATIME));
    all.put("shm_dtime", ds.getLong(SHM_DTIME));
    all.put("shm_ctime", ds.getLong(SHM_CTIME));
    all.put("shm_cpid", ds.getInt(SHM_CPID));
    all.put("shm_lpid", ds.getInt(SHM_LPID));
    all.put("shm_nattch", ds.getLong(SHM_NATTCH));
    return all;
  }

  /** IPC_SET: the owner and the mode. */
  public int set(int id, int uid, int gid, int mode) {
    NativeMemory ds = fresh().take(DS_SIZE).zero();
    putPerm(ds, uid, gid, mode);
    return control(id, IPC_SET, ds.address());
  }

  /** IPC_RMID. */
  public int remove(int id) {
    return control(id, IPC_RMID, 0);
  }

  /** Another command. */
  public int control(int id, int command, long argument) {
    long result = invoker.call(SHMCTL, id, command, argument, 0, 0, 0);
    if (result == -1) {
      throw failed("shmctl", id, command);
    }
    return (int) result;
  }
}
