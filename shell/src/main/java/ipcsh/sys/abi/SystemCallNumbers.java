package ipcsh.sys.abi;

/**
 * The numbers of the system calls that are made by number ({@code syscall(2)}), on x86-64 and
 * aarch64. A test compares them with the headers of both.
 */
public final class SystemCallNumbers {
  private static final boolean ARM = System.getProperty("os.arch").equals("aarch64");

  public static final int ACCEPT = ARM ? 202 : 43;
  public static final int ACCEPT4 = ARM ? 242 : 288;
  public static final int CLOSE = ARM ? 57 : 3;
  public static final int CLOSE_RANGE = 436;
  public static final int CONNECT = ARM ? 203 : 42;
  public static final int FSCONFIG = 431;
  public static final int FSMOUNT = 432;
  public static final int FSOPEN = 430;
  public static final int FSTAT = ARM ? 80 : 5;
  public static final int FUTEX = ARM ? 98 : 202;
  public static final int GETCWD = ARM ? 17 : 79;
  public static final int GET_ROBUST_LIST = ARM ? 100 : 274;
  public static final int KCMP = ARM ? 272 : 312;
  public static final int NEWFSTATAT = ARM ? 79 : 262;
  public static final int PIDFD_GETFD = 438;
  public static final int PIDFD_OPEN = 434;
  public static final int PIDFD_SEND_SIGNAL = 424;
  public static final int READ = ARM ? 63 : 0;
  public static final int RECVFROM = ARM ? 207 : 45;
  public static final int RECVMSG = ARM ? 212 : 47;
  public static final int RT_SIGACTION = ARM ? 134 : 13;
  public static final int RT_SIGPENDING = ARM ? 136 : 127;
  public static final int RT_SIGPROCMASK = ARM ? 135 : 14;
  public static final int RT_SIGQUEUEINFO = ARM ? 138 : 129;
  public static final int RT_SIGTIMEDWAIT = ARM ? 137 : 128;
  public static final int RT_TGSIGQUEUEINFO = ARM ? 240 : 297;
  public static final int SENDMSG = ARM ? 211 : 46;
  public static final int SENDTO = ARM ? 206 : 44;
  public static final int SETGROUPS = ARM ? 159 : 116;
  public static final int SETSOCKOPT = ARM ? 208 : 54;
  public static final int SOCKET = ARM ? 198 : 41;
  public static final int TGKILL = ARM ? 131 : 234;
  public static final int TIMER_CREATE = ARM ? 107 : 222;
  public static final int TIMER_DELETE = ARM ? 111 : 226;
  public static final int TIMER_SETTIME = ARM ? 110 : 223;
  public static final int WRITE = ARM ? 64 : 1;

  private SystemCallNumbers() {}
}
