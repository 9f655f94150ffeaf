package ipcsh.sys.abi;

import java.util.function.IntFunction;

/** What {@code waitid(2)} says of a child in a {@code siginfo_t}. */
public final class ChildInfo {
  private static final int CORE = 0x80;
  private static final int STOPPED = 0x7f;
  private static final int CONTINUED = 0xffff;

  private ChildInfo() {}

  /** The status in the form of {@code wait4(2)}; null if there is none to report (WNOHANG). */
  public static WaitStatus read(SignalInfo info) {
    if (info.signo() == 0 || info.pid() == 0) {
      return null;
    }
    int status = info.status();
    return new WaitStatus(
        info.pid(),
        switch (info.codeName()) {
          case "CLD_EXITED" -> (status & 0xff) << 8;
          case "CLD_DUMPED" -> status | CORE;
          case "CLD_TRAPPED", "CLD_STOPPED" -> status << 8 | STOPPED;
          case "CLD_CONTINUED" -> CONTINUED;
          default -> status;
        });
  }

  /** The structure in the notation of strace. */
  public static String traced(SignalInfo info, IntFunction<String> signal) {
    if (info.signo() == 0) {
      return "{}";
    }
    String code = info.codeName();
    return "{si_signo="
        + signal.apply(info.signo())
        + ", si_code="
        + code
        + ", si_pid="
        + info.pid()
        + ", si_uid="
        + info.uid()
        + ", si_status="
        + (code.equals("CLD_EXITED") ? String.valueOf(info.status()) : signal.apply(info.status()))
        + ", si_utime="
        + info.utime()
        + ", si_stime="
        + info.stime()
        + "}";
  }
}
