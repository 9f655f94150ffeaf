package ipcsh.sys.function;

import static ipcsh.sys.abi.SysVConstants.IPC_RMID;
import static ipcsh.sys.abi.SysVConstants.IPC_SET;
import static ipcsh.sys.abi.SysVLayout.DS_SIZE;
import static ipcsh.sys.abi.SysVLayout.MSG_CBYTES;
import static ipcsh.sys.abi.SysVLayout.MSG_CTIME;
import static ipcsh.sys.abi.SysVLayout.MSG_LRPID;
import static ipcsh.sys.abi.SysVLayout.MSG_LSPID;
import static ipcsh.sys.abi.SysVLayout.MSG_QBYTES;
import static ipcsh.sys.abi.SysVLayout.MSG_QNUM;
import static ipcsh.sys.abi.SysVLayout.MSG_RTIME;
import static ipcsh.sys.abi.SysVLayout.MSG_STIME;
import static ipcsh.sys.abi.SysVLayout.MTEXT;

import ipcsh.sys.abi.NativeMemory;
import ipcsh.sys.invoke.NativeFunction;
import ipcsh.sys.invoke.SyscallInvoker;
import java.util.LinkedHashMap;
import java.util.Map;

/** System V message queues, and the keys of System V objects: {@code sysvipc(7)}. */
public final class SysVQueues extends SysVFunctions {
  /** The flags of msgrcv, as a family of constants. */
  public static final String RECEIVE_FLAGS = "MSG_NOERROR,MSG_EXCEPT,MSG_COPY,IPC_NOWAIT";

  /** Commands of Linux that ipcs(1) uses; C knows them with _GNU_SOURCE. */
  static final int MSG_INFO = 12;

  static final int MSG_STAT_ANY = 13;

  private static final NativeFunction FTOK = NativeFunction.of("ftok", "path int");
  private static final NativeFunction MSGGET = NativeFunction.of("msgget", "key ipcflags");
  private static final NativeFunction MSGSND =
      NativeFunction.of("msgsnd", "int msgbuf size IPC_NOWAIT,").blocking();
  private static final NativeFunction MSGRCV =
      NativeFunction.of("msgrcv", "int outmsgbuf size long " + RECEIVE_FLAGS).wide().blocking();
  private static final NativeFunction MSGCTL = NativeFunction.of("msgctl", "int ipccmd ipcds");

  public SysVQueues(SyscallInvoker invoker) {
    super(invoker, DS_SIZE, MSG_STAT_ANY, MSG_INFO);
  }

  /** {@code ftok(3)}. */
  public int ftok(String path, int id) {
    long name = fresh().string(path).address();
    return check(invoker.call(FTOK, name, id, 0, 0, 0, 0), "ftok", path, id);
  }

  /** {@code msgget(2)}. */
  public int get(int key, int flags) {
    int id = (int) invoker.call(MSGGET, key, flags, 0, 0, 0, 0);
    if (id == -1) {
      throw failure(
          "msgget", key(key), getFlags(flags), unshown("key", key), unshown("flags", flags));
    }
    return id;
  }

  /** {@code msgsnd(2)}. */
  public int send(int id, long type, byte[] data, int flags) {
    NativeMemory message = fresh().take(MTEXT + data.length);
    message.putLong(0, type).put(MTEXT, data);
    if (invoker.call(MSGSND, id, message.address(), data.length, flags, 0, 0) == -1) {
      throw failure("msgsnd", id, type, data, flags("IPC_NOWAIT,", flags));
    }
    return 0;
  }

  /** A message that was received. */
  public record Received(long type, byte[] data) {}

  /** {@code msgrcv(2)}. */
  public Received receive(int id, int size, long type, int flags) {
    NativeMemory message = fresh().take(MTEXT + size);
    long got = invoker.call(MSGRCV, id, message.address(), size, type, flags, 0);
    if (got == -1) {
      throw failure("msgrcv", id, size, type, flags(RECEIVE_FLAGS, flags));
    }
    return new Received(message.getLong(0), message.get(MTEXT, (int) got));
  }

  @Override
  int call(int id, int command, long address) {
    return (int) invoker.call(MSGCTL, id, command, address, 0, 0, 0);
  }

  @Override
  void check(int id, int command, long address) {
    control(id, command, address);
  }

  @Override
  Map<String, Object> fields(NativeMemory ds) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("msg_perm", perm(ds));
    all.put("msg_stime", ds.getLong(MSG_STIME));
    all.put("msg_rtime", ds.getLong(MSG_RTIME));
    all.put("msg_ctime", ds.getLong(MSG_CTIME));
    all.put("__msg_cbytes", ds.getLong(MSG_CBYTES));
    all.put("msg_qnum", ds.getLong(MSG_QNUM));
    all.put("msg_qbytes", ds.getLong(MSG_QBYTES));
    all.put("msg_lspid", ds.getInt(MSG_LSPID));
    all.put("msg_lrpid", ds.getInt(MSG_LRPID));
    return all;
  }

  /** IPC_SET: the owner, the mode, and how many bytes it holds. */
  public int set(int id, int uid, int gid, int mode, long bytes) {
    NativeMemory ds = fresh().take(DS_SIZE).zero();
    putPerm(ds, uid, gid, mode);
    ds.putLong(MSG_QBYTES, bytes);
    return control(id, IPC_SET, ds.address(), unshown("msg_qbytes", bytes));
  }

  /** IPC_RMID. */
  public int remove(int id) {
    return control(id, IPC_RMID, 0);
  }

  /** Another command, which is the kernel's to refuse. */
  public int control(int id, int command, long argument, Object... unshown) {
    long result = invoker.call(MSGCTL, id, command, argument, 0, 0, 0);
    if (result == -1) {
      throw failed("msgctl", id, command, unshown);
    }
    return (int) result;
  }
}
