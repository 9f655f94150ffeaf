package ipcsh.eventfd;

import ipcsh.sys.abi.NativeMemory;
import ipcsh.sys.invoke.NativeFunction;
import ipcsh.sys.invoke.SyscallInvoker;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code signalfd(2)}. */
final class Signalfd extends EventFunctions {
  /** {@code struct signalfd_siginfo}. */
  static final int SIGINFO_SIZE = 128;

  static final int SIGNO = 0;
  static final int CODE = 8;
  static final int PID = 12;
  static final int UID = 16;
  static final int FD = 20;
  static final int BAND = 28;
  static final int STATUS = 40;
  static final int INT = 44;

  /** {@code sigset_t} of the C library, of which the kernel uses 64 bits. */
  static final int SIGSET_SIZE = 128;

  private static final NativeFunction SIGNALFD = NativeFunction.of("signalfd", "fd sigset SFD_");

  Signalfd(SyscallInvoker invoker) {
    super(invoker);
  }

  /**
   * Creates a signalfd ({@code fd} is -1) or changes the set of an existing one.
   *
   * @param set bit 0 is signal 1
   */
  int signalfd(int fd, long set, int flags) {
    NativeMemory signals = fresh().take(SIGSET_SIZE).zero().putLong(0, set);
    long made = invoker.call(SIGNALFD, fd, signals.address(), flags, 0, 0, 0);
    if (made == -1) {
      Object first = fd == -1 ? NOTHING : fd;
      throw failure("signalfd", first, word(names(set)), constants("SFD_", flags));
    }
    return (int) made;
  }

  /** The signals of a set, {@code [SIGUSR1, SIGIO]}. */
  static String names(long set) {
    StringBuilder out = new StringBuilder("[");
    for (int signal = 1; signal <= Long.SIZE; signal++) {
      if ((set >>> signal - 1 & 1) != 0) {
        out.append(out.length() == 1 ? "" : ", ").append(names("SIG", signal));
      }
    }
    return out.append(']').toString();
  }

  /** The next signal, its fields under their C names without {@code ssi_}; waits for it. */
  Map<String, Object> read(int fd) {
    NativeMemory info = readWhole(fd, SIGINFO_SIZE, "signalfd_read");
    Map<String, Object> signal = new LinkedHashMap<>();
    signal.put("signo", info.getInt(SIGNO));
    signal.put("name", names("SIG", info.getInt(SIGNO)));
    signal.put("code", info.getInt(CODE));
    signal.put("pid", info.getInt(PID));
    signal.put("uid", info.getInt(UID));
    signal.put("status", info.getInt(STATUS));
    signal.put("int", info.getInt(INT));
    signal.put("fd", info.getInt(FD));
    signal.put("band", info.getInt(BAND));
    return signal;
  }
}
