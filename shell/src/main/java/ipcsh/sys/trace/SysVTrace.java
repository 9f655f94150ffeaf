package ipcsh.sys.trace;

import static ipcsh.sys.abi.SysVConstants.IPC_SET;
import static ipcsh.sys.abi.SysVConstants.IPC_STAT;
import static ipcsh.sys.abi.SysVLayout.MSG_CTIME;
import static ipcsh.sys.abi.SysVLayout.MSG_LRPID;
import static ipcsh.sys.abi.SysVLayout.MSG_LSPID;
import static ipcsh.sys.abi.SysVLayout.MSG_QBYTES;
import static ipcsh.sys.abi.SysVLayout.MSG_QNUM;
import static ipcsh.sys.abi.SysVLayout.MSG_RTIME;
import static ipcsh.sys.abi.SysVLayout.MSG_STIME;
import static ipcsh.sys.abi.SysVLayout.MTEXT;
import static ipcsh.sys.abi.SysVLayout.PERM_CGID;
import static ipcsh.sys.abi.SysVLayout.PERM_CUID;
import static ipcsh.sys.abi.SysVLayout.PERM_GID;
import static ipcsh.sys.abi.SysVLayout.PERM_KEY;
import static ipcsh.sys.abi.SysVLayout.PERM_MODE;
import static ipcsh.sys.abi.SysVLayout.PERM_UID;
import static ipcsh.sys.abi.SysVLayout.SEMBUF_FLG;
import static ipcsh.sys.abi.SysVLayout.SEMBUF_NUM;
import static ipcsh.sys.abi.SysVLayout.SEMBUF_OP;
import static ipcsh.sys.abi.SysVLayout.SEMBUF_SIZE;
import static ipcsh.sys.abi.SysVLayout.SEM_CTIME;
import static ipcsh.sys.abi.SysVLayout.SEM_NSEMS;
import static ipcsh.sys.abi.SysVLayout.SEM_OTIME;
import static ipcsh.sys.abi.SysVLayout.SHM_ATIME;
import static ipcsh.sys.abi.SysVLayout.SHM_CPID;
import static ipcsh.sys.abi.SysVLayout.SHM_CTIME;
import static ipcsh.sys.abi.SysVLayout.SHM_DTIME;
import static ipcsh.sys.abi.SysVLayout.SHM_LPID;
import static ipcsh.sys.abi.SysVLayout.SHM_NATTCH;
import static ipcsh.sys.abi.SysVLayout.SHM_SEGSZ;

import ipcsh.sys.abi.Libc;
import ipcsh.sys.abi.SysVConstants;
import ipcsh.sys.abi.SysVLayout;
import ipcsh.sys.function.SemaphoreSets;
import ipcsh.sys.function.SysVText;
import ipcsh.sys.text.Quoted;
import java.nio.ByteBuffer;
import java.util.StringJoiner;

/** Arguments of System V calls in strace's words. */
final class SysVTrace {
  private static final int SHOWN = 32;
  private static final int MODE = 0777;

  private final StraceNames names;

  SysVTrace(StraceNames names) {
    this.names = names;
  }

  static String key(int key) {
    return SysVText.key(key);
  }

  /** Flags and a mode in one number; strace shows the mode always. */
  static String flags(String function, int word) {
    StringJoiner out = new StringJoiner("|");
    int rest = word & ~MODE;
    boolean segment = function.equals("shmget");
    rest = take(out, rest, SysVConstants.IPC_CREAT, "IPC_CREAT");
    rest = take(out, rest, SysVConstants.IPC_EXCL, "IPC_EXCL");
    rest = take(out, rest, SysVConstants.IPC_NOWAIT, segment ? "SHM_HUGETLB" : "IPC_NOWAIT");
    if (segment) {
      rest = take(out, rest, SysVConstants.SHM_NORESERVE, "SHM_NORESERVE");
    }
    if (rest != 0) {
      out.add("0x" + Integer.toHexString(rest));
    }
    return out.add(octal(word & MODE)).toString();
  }

  private static int take(StringJoiner out, int flags, int flag, String name) {
    if ((flags & flag) != 0) {
      out.add(name);
    }
    return flags & ~flag;
  }

  /** strace writes 0 as 000. */
  private static String octal(int mode) {
    return mode == 0 ? "000" : String.format("0%02o", mode);
  }

  static String command(String function, int command) {
    String name = SysVText.command(command);
    String prefix = function.substring(0, 3).toUpperCase(java.util.Locale.ROOT);
    if (prefix.equals("SHM") && command == SysVConstants.SHM_LOCK) {
      return "SHM_LOCK";
    }
    if (prefix.equals("SHM") && command == SysVConstants.SHM_UNLOCK) {
      return "SHM_UNLOCK";
    }
    boolean known = !name.matches("-?\\d+") && (prefix.equals("SEM") || name.startsWith("IPC_"));
    return known ? name : "0x" + Integer.toHexString(command) + " /* " + prefix + "_??? */";
  }

  /** A {@code struct msgbuf} with so many bytes of data. */
  static String message(long at, long size) {
    long type = Libc.view(at, MTEXT).getLong(0);
    byte[] data = StraceArguments.bytes(at + MTEXT, size);
    return "{mtype=" + type + ", mtext=" + Quoted.bytes(data, SHOWN) + "}";
  }

  String operations(long at, long count) {
    StringJoiner out = new StringJoiner(", ", "[", "]");
    if (count == 0) {
      return "[]";
    }
    ByteBuffer in = Libc.view(at, (int) (SEMBUF_SIZE * count));
    for (int i = 0; i < count; i++) {
      int base = SEMBUF_SIZE * i;
      int flags = in.getShort(base + SEMBUF_FLG) & 0xffff;
      String words = names.of(SemaphoreSets.OPERATION_FLAGS, flags);
      out.add(
          "{sem_num="
              + (in.getShort(base + SEMBUF_NUM) & 0xffff)
              + ", sem_op="
              + in.getShort(base + SEMBUF_OP)
              + ", sem_flg="
              + words.replaceAll("/\\* .*", "/* SEM_??? */")
              + "}");
    }
    return out.toString();
  }

  /** What the last argument of a ctl function points to, by the command in front of it. */
  static String structure(String function, int command, long word, boolean failed) {
    boolean shown = command == IPC_SET || command == IPC_STAT && !failed;
    if (word == 0) {
      return "NULL";
    }
    if (!shown) {
      return StraceArguments.pointer(word);
    }
    ByteBuffer in = Libc.view(word, SysVLayout.DS_SIZE);
    String kind = function.substring(0, 3);
    StringJoiner out = new StringJoiner(", ", "{", "}");
    out.add(kind + "_perm=" + perm(in, command == IPC_STAT));
    if (command == IPC_SET) {
      if (kind.equals("msg")) {
        out.add("msg_qbytes=" + in.getLong(MSG_QBYTES));
      }
      return out.toString();
    }
    switch (kind) {
      case "msg" ->
          out.add("msg_stime=" + in.getLong(MSG_STIME))
              .add("msg_rtime=" + in.getLong(MSG_RTIME))
              .add("msg_ctime=" + in.getLong(MSG_CTIME))
              .add("msg_qnum=" + in.getLong(MSG_QNUM))
              .add("msg_qbytes=" + in.getLong(MSG_QBYTES))
              .add("msg_lspid=" + in.getInt(MSG_LSPID))
              .add("msg_lrpid=" + in.getInt(MSG_LRPID));
      case "sem" ->
          out.add("sem_otime=" + in.getLong(SEM_OTIME))
              .add("sem_ctime=" + in.getLong(SEM_CTIME))
              .add("sem_nsems=" + in.getLong(SEM_NSEMS));
      default ->
          out.add("shm_segsz=" + in.getLong(SHM_SEGSZ))
              .add("shm_cpid=" + in.getInt(SHM_CPID))
              .add("shm_lpid=" + in.getInt(SHM_LPID))
              .add("shm_nattch=" + in.getLong(SHM_NATTCH))
              .add("shm_atime=" + in.getLong(SHM_ATIME))
              .add("shm_dtime=" + in.getLong(SHM_DTIME))
              .add("shm_ctime=" + in.getLong(SHM_CTIME));
    }
    return out.toString();
  }

  private static String perm(ByteBuffer in, boolean whole) {
    String changeable =
        "uid="
            + in.getInt(PERM_UID)
            + ", gid="
            + in.getInt(PERM_GID)
            + ", mode="
            + octal(in.getInt(PERM_MODE));
    return "{"
        + changeable
        + (whole
            ? ", key="
                + in.getInt(PERM_KEY)
                + ", cuid="
                + in.getInt(PERM_CUID)
                + ", cgid="
                + in.getInt(PERM_CGID)
            : "")
        + "}";
  }
}
