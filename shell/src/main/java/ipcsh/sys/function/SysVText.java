package ipcsh.sys.function;

import static ipcsh.sys.abi.SysVConstants.GETALL;
import static ipcsh.sys.abi.SysVConstants.GETNCNT;
import static ipcsh.sys.abi.SysVConstants.GETPID;
import static ipcsh.sys.abi.SysVConstants.GETVAL;
import static ipcsh.sys.abi.SysVConstants.GETZCNT;
import static ipcsh.sys.abi.SysVConstants.IPC_PRIVATE;
import static ipcsh.sys.abi.SysVConstants.IPC_RMID;
import static ipcsh.sys.abi.SysVConstants.IPC_SET;
import static ipcsh.sys.abi.SysVConstants.IPC_STAT;
import static ipcsh.sys.abi.SysVConstants.SETALL;
import static ipcsh.sys.abi.SysVConstants.SETVAL;

import ipcsh.sys.abi.CallText;
import ipcsh.sys.text.Octal;

/** Keys, flags and commands of System V IPC in the words of C. */
public final class SysVText {
  private static final int MODE = 0777;

  private SysVText() {}

  /** {@code IPC_PRIVATE}, or the number in hexadecimal, as ipcs(1) has it. */
  public static String key(int key) {
    return key == IPC_PRIVATE ? "IPC_PRIVATE" : "0x" + Integer.toHexString(key);
  }

  /** The flags of a get function: {@code IPC_CREAT|0600}; 0 for none. */
  public static String getFlags(String family, int flags) {
    String words = CallText.constant(family, flags & ~MODE).toString();
    String mode = (flags & MODE) == 0 ? "" : Octal.of(flags & MODE).toString();
    if ((flags & ~MODE) == 0) {
      return mode.isEmpty() ? "0" : mode;
    }
    return mode.isEmpty() ? words : words + "|" + mode;
  }

  /** The name of a command of a ctl function, or its number. */
  public static String command(int command) {
    return switch (command) {
      case IPC_RMID -> "IPC_RMID";
      case IPC_SET -> "IPC_SET";
      case IPC_STAT -> "IPC_STAT";
      case GETPID -> "GETPID";
      case GETVAL -> "GETVAL";
      case GETALL -> "GETALL";
      case GETNCNT -> "GETNCNT";
      case GETZCNT -> "GETZCNT";
      case SETVAL -> "SETVAL";
      case SETALL -> "SETALL";
      default -> Integer.toString(command);
    };
  }
}
