package ipcsh.sys.abi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A {@code siginfo_t}: a signal, where it came from and what it says. A test has the layout. */
public final class SignalInfo {
  public static final int SIZE = 128;
  public static final int SIGNO = 0;
  public static final int CODE = 8;
  public static final int PID = 16;
  public static final int UID = 20;
  public static final int VALUE = 24;
  public static final int STATUS = 24;
  public static final int TIMER = 16;
  public static final int BAND = 16;
  public static final int FD = 24;
  public static final int UTIME = 32;
  public static final int STIME = 40;

  /** What our machine code makes of a code that no process may send. */
  private static final int PASSED_ON = 4096;

  private final ByteBuffer bytes;

  public SignalInfo(byte[] siginfo) {
    bytes = ByteBuffer.wrap(siginfo).order(ByteOrder.nativeOrder());
  }

  /** The same, copied from memory. */
  public SignalInfo(NativeMemory siginfo) {
    this(siginfo.get(0, SIZE));
  }

  public int signo() {
    return bytes.getInt(SIGNO);
  }

  /** Where it came from; one that was passed on between threads has it in another form. */
  public int code() {
    int code = bytes.getInt(CODE);
    return code < -PASSED_ON / 2 ? -code - PASSED_ON : code;
  }

  /** Whether a process has sent it: then it has {@link #pid} and {@link #uid}. */
  public boolean hasSender() {
    return code() == SignalConstants.SI_USER
        || code() == SignalConstants.SI_QUEUE
        || code() == SignalConstants.SI_MESGQ
        || code() == SignalConstants.SI_TKILL
        || isOfChild();
  }

  /** Whether it carries a value. */
  public boolean hasValue() {
    return code() == SignalConstants.SI_QUEUE
        || code() == SignalConstants.SI_TIMER
        || code() == SignalConstants.SI_MESGQ;
  }

  /** Whether it reports a change of state of a child. */
  public boolean isOfChild() {
    return signo() == ProcessConstants.SIGCHLD && code() > 0 && code() < SignalConstants.SI_KERNEL;
  }

  /** Whether it reports a descriptor that is ready. */
  public boolean isOfDescriptor() {
    return signo() == ProcessConstants.SIGIO && code() > 0 && code() < SignalConstants.SI_KERNEL;
  }

  public int pid() {
    return bytes.getInt(PID);
  }

  public int uid() {
    return bytes.getInt(UID);
  }

  /** The {@code sival_int}. */
  public int value() {
    return bytes.getInt(VALUE);
  }

  /** The {@code sival_ptr}. */
  public long pointer() {
    return bytes.getLong(VALUE);
  }

  /** Of a child: its exit status, or the signal that has ended, stopped or continued it. */
  public int status() {
    return bytes.getInt(STATUS);
  }

  /** Of a child: the processor time in user mode, in clock ticks. */
  public long utime() {
    return bytes.getLong(UTIME);
  }

  /** Of a child: the processor time in the kernel, in clock ticks. */
  public long stime() {
    return bytes.getLong(STIME);
  }

  public int fd() {
    return bytes.getInt(FD);
  }

  public long band() {
    return bytes.getLong(BAND);
  }

  /** The name of its code, {@code SI_QUEUE}; the number if there is none. */
  public String codeName() {
    return switch (code()) {
      case SignalConstants.SI_USER -> "SI_USER";
      case SignalConstants.SI_KERNEL -> "SI_KERNEL";
      case SignalConstants.SI_QUEUE -> "SI_QUEUE";
      case SignalConstants.SI_TIMER -> "SI_TIMER";
      case SignalConstants.SI_MESGQ -> "SI_MESGQ";
      case SignalConstants.SI_ASYNCIO -> "SI_ASYNCIO";
      case SignalConstants.SI_SIGIO -> "SI_SIGIO";
      case SignalConstants.SI_TKILL -> "SI_TKILL";
      default -> special();
    };
  }

  private String special() {
    String[] names =
        isOfChild()
            ? new String[] {
              "CLD_EXITED",
              "CLD_KILLED",
              "CLD_DUMPED",
              "CLD_TRAPPED",
              "CLD_STOPPED",
              "CLD_CONTINUED"
            }
            : isOfDescriptor()
                ? new String[] {
                  "POLL_IN", "POLL_OUT", "POLL_MSG", "POLL_ERR", "POLL_PRI", "POLL_HUP"
                }
                : new String[0];
    return code() > 0 && code() <= names.length ? names[code() - 1] : Integer.toString(code());
  }
}
