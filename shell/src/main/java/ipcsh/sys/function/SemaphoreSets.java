package ipcsh.sys.function;

import static ipcsh.sys.abi.SysVConstants.GETALL;
import static ipcsh.sys.abi.SysVConstants.IPC_RMID;
import static ipcsh.sys.abi.SysVConstants.IPC_SET;
import static ipcsh.sys.abi.SysVConstants.SETALL;
import static ipcsh.sys.abi.SysVConstants.SETVAL;
import static ipcsh.sys.abi.SysVLayout.DS_SIZE;
import static ipcsh.sys.abi.SysVLayout.SEMBUF_FLG;
import static ipcsh.sys.abi.SysVLayout.SEMBUF_NUM;
import static ipcsh.sys.abi.SysVLayout.SEMBUF_OP;
import static ipcsh.sys.abi.SysVLayout.SEMBUF_SIZE;
import static ipcsh.sys.abi.SysVLayout.SEM_CTIME;
import static ipcsh.sys.abi.SysVLayout.SEM_NSEMS;
import static ipcsh.sys.abi.SysVLayout.SEM_OTIME;

import ipcsh.sys.abi.CallText;
import ipcsh.sys.abi.NativeMemory;
import ipcsh.sys.invoke.NativeFunction;
import ipcsh.sys.invoke.SyscallInvoker;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** System V semaphores: {@code semop(2)}, {@code semctl(2)}. */
public final class SemaphoreSets extends SysVFunctions {
  /** The flags of an operation, as a family of constants. */
  public static final String OPERATION_FLAGS = "SEM_UNDO,IPC_NOWAIT";

  /** Commands of Linux that ipcs(1) uses; C knows them with _GNU_SOURCE. */
  static final int SEM_INFO = 19;

  static final int SEM_STAT_ANY = 20;

  private static final NativeFunction SEMGET = NativeFunction.of("semget", "key int ipcflags");
  private static final NativeFunction SEMOP =
      NativeFunction.of("semop", "int sembufs size").blocking();
  private static final NativeFunction SEMCTL = NativeFunction.of("semctl", "int int ipccmd semun");

  private static final int UNSIGNED_SHORT = 0xffff;

  public SemaphoreSets(SyscallInvoker invoker) {
    super(invoker, DS_SIZE, SEM_STAT_ANY, SEM_INFO);
  }

  /** {@code semget(2)}. */
  public int get(int key, int count, int flags) {
    int id = (int) invoker.call(SEMGET, key, count, flags, 0, 0, 0);
    if (id == -1) {
      throw failure(
          "semget", key(key), count, getFlags(flags), unshown("key", key), unshown("flags", flags));
    }
    return id;
  }

  /** One operation of {@code semop(2)}: {@code struct sembuf}. */
  public record Operation(int number, int operation, int flags) {
    @Override
    public String toString() {
      String words = CallText.constant(OPERATION_FLAGS, flags).toString();
      return "{" + number + ", " + operation + ", " + words + "}";
    }
  }

  /** {@code semop(2)}. */
  public int operate(int id, List<Operation> operations) {
    NativeMemory all = fresh().take(SEMBUF_SIZE * operations.size());
    for (int i = 0; i < operations.size(); i++) {
      Operation one = operations.get(i);
      all.putShort(SEMBUF_SIZE * i + SEMBUF_NUM, one.number)
          .putShort(SEMBUF_SIZE * i + SEMBUF_OP, one.operation)
          .putShort(SEMBUF_SIZE * i + SEMBUF_FLG, one.flags);
    }
    if (invoker.call(SEMOP, id, all.address(), operations.size(), 0, 0, 0) == -1) {
      throw failure("semop", id, word(operations.toString()), unshown("operations", operations));
    }
    return 0;
  }

  @Override
  int call(int id, int command, long address) {
    return (int) invoker.call(SEMCTL, id, 0, command, address, 0, 0);
  }

  @Override
  void check(int id, int command, long address) {
    control(id, 0, command, address);
  }

  @Override
  Map<String, Object> fields(NativeMemory ds) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("sem_perm", perm(ds));
    all.put("sem_otime", ds.getLong(SEM_OTIME));
    all.put("sem_ctime", ds.getLong(SEM_CTIME));
    all.put("sem_nsems", ds.getLong(SEM_NSEMS));
    return all;
  }

  /** IPC_SET: the owner and the mode. */
  public int set(int id, int uid, int gid, int mode) {
    NativeMemory ds = fresh().take(DS_SIZE).zero();
    putPerm(ds, uid, gid, mode);
    return control(id, 0, IPC_SET, ds.address());
  }

  /** IPC_RMID. */
  public int remove(int id) {
    return control(id, 0, IPC_RMID, 0);
  }

  /** GETALL, of a set of so many. */
  public List<Integer> values(int id, int count) {
    NativeMemory all = fresh().take(Short.BYTES * Math.max(1, count)).zero();
    control(id, 0, GETALL, all.address());
    List<Integer> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(all.getShort(Short.BYTES * i) & UNSIGNED_SHORT);
    }
    return values;
  }

  /** SETALL. */
  public int setAll(int id, int[] values) {
    NativeMemory all = fresh().take(Short.BYTES * Math.max(1, values.length));
    for (int i = 0; i < values.length; i++) {
      all.putShort(Short.BYTES * i, values[i]);
    }
    return control(id, 0, SETALL, all.address());
  }

  /** A command whose argument is a number, or none: SETVAL, GETVAL, GETPID. */
  public int control(int id, int number, int command, long argument) {
    long result = invoker.call(SEMCTL, id, number, command, argument, 0, 0);
    if (result == -1) {
      Object value = command == SETVAL ? (Object) argument : NOTHING;
      throw failure("semctl", id, number, command(command), value, unshown("command", command));
    }
    return (int) result;
  }
}
