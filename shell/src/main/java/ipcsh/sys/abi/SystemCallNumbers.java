package ipcsh.sys.abi;

/**
 * The numbers of the system calls that are made by number ({@code syscall(2)}), on x86-64 and
 * aarch64. A test compares them with the headers of both.
 */
public final class SystemCallNumbers {
  private static final boolean ARM = System.getProperty("os.arch").equals("aarch64");

  public static final int CLOSE_RANGE = 436;
  public static final int FSCONFIG = 431;
  public static final int FSMOUNT = 432;
  public static final int FSOPEN = 430;
  public static final int FSTAT = ARM ? 80 : 5;
  public static final int FUTEX = ARM ? 98 : 202;
  public static final int GETCWD = ARM ? 17 : 79;
  public static final int KCMP = ARM ? 272 : 312;
  public static final int NEWFSTATAT = ARM ? 79 : 262;
  public static final int PIDFD_GETFD = 438;
  public static final int PIDFD_OPEN = 434;
  public static final int PIDFD_SEND_SIGNAL = 424;
  public static final int RT_SIGACTION = ARM ? 134 : 13;
  public static final int RT_SIGPENDING = ARM ? 136 : 127;
  public static final int RT_SIGPROCMASK = ARM ? 135 : 14;
  public static final int RT_SIGQUEUEINFO = ARM ? 138 : 129;
  public static final int RT_SIGTIMEDWAIT = ARM ? 137 : 128;
  public static final int RT_TGSIGQUEUEINFO = ARM ? 240 : 297;
  public static final int SETGROUPS = ARM ? 159 : 116;
  public static final int TGKILL = ARM ? 131 : 234;
  public static final int TIMER_CREATE = ARM ? 107 : 222;
  public static final int TIMER_DELETE = ARM ? 111 : 226;
  public static final int TIMER_SETTIME = ARM ? 110 : 223;

  private SystemCallNumbers() {}
}
