package ipcsh.sys.abi;

import java.util.function.IntFunction;

/**
 * The {@code siginfo_t} that {@code waitid(2)} fills, and the fields used of it; a test compares
 * the offsets with the compiler's.
 */
public final class ChildInfo {
  public static final int SIZE = 128;
  public static final int SI_SIGNO = 0;
  public static final int SI_CODE = 8;
  public static final int SI_PID = 16;
  public static final int SI_UID = 20;
  public static final int SI_STATUS = 24;
  public static final int SI_UTIME = 32;
  public static final int SI_STIME = 40;

  private static final String[] CODES = {
    "0", "CLD_EXITED", "CLD_KILLED", "CLD_DUMPED", "CLD_TRAPPED", "CLD_STOPPED", "CLD_CONTINUED"
  };

  private static final int CORE = 0x80;
  private static final int STOPPED = 0x7f;
  private static final int CONTINUED = 0xffff;

  private ChildInfo() {}

  /** The status in the form of {@code wait4(2)}; null if there is none to report (WNOHANG). */
  public static WaitStatus read(NativeMemory info) {
    int pid = info.getInt(SI_PID);
    if (info.getInt(SI_SIGNO) == 0 || pid == 0) {
      return null;
    }
    int status = info.getInt(SI_STATUS);
    return new WaitStatus(
        pid,
        switch (code(info)) {
          case "CLD_EXITED" -> (status & 0xff) << 8;
          case "CLD_DUMPED" -> status | CORE;
          case "CLD_TRAPPED", "CLD_STOPPED" -> status << 8 | STOPPED;
          case "CLD_CONTINUED" -> CONTINUED;
          default -> status;
        });
  }

  private static String code(NativeMemory info) {
    int code = info.getInt(SI_CODE);
    return code > 0 && code < CODES.length ? CODES[code] : String.valueOf(code);
  }

  /** The structure in the notation of strace. */
  public static String traced(NativeMemory info, IntFunction<String> signal) {
    if (info.getInt(SI_SIGNO) == 0) {
      return "{}";
    }
    int status = info.getInt(SI_STATUS);
    String code = code(info);
    return "{si_signo="
        + signal.apply(info.getInt(SI_SIGNO))
        + ", si_code="
        + code
        + ", si_pid="
        + info.getInt(SI_PID)
        + ", si_uid="
        + info.getInt(SI_UID)
        + ", si_status="
        + (code.equals("CLD_EXITED") ? String.valueOf(status) : signal.apply(status))
        + ", si_utime="
        + info.getLong(SI_UTIME)
        + ", si_stime="
        + info.getLong(SI_STIME)
        + "}";
  }
}
