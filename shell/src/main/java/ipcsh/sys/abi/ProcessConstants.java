package ipcsh.sys.abi;

/**
 * Processes and signals: {@code signal(7)}, {@code wait(2)}, {@code clock_gettime(2)}. The values
 * are those of Linux on x86-64; a test compares each with the C compiler's.
 */
public final class ProcessConstants {
  /** For {@code kcmp(2)}: compare open file descriptions. */
  public static final int KCMP_FILE = 0;

  public static final int KCMP_VM = 1;

  public static final int KCMP_EPOLL_TFD = 7;

  public static final int SIGHUP = 1;
  public static final int SIGINT = 2;
  public static final int SIGQUIT = 3;
  public static final int SIGILL = 4;
  public static final int SIGTRAP = 5;
  public static final int SIGABRT = 6;
  public static final int SIGBUS = 7;
  public static final int SIGFPE = 8;
  public static final int SIGKILL = 9;
  public static final int SIGUSR1 = 10;
  public static final int SIGSEGV = 11;
  public static final int SIGUSR2 = 12;
  public static final int SIGPIPE = 13;
  public static final int SIGALRM = 14;
  public static final int SIGTERM = 15;
  public static final int SIGSTKFLT = 16;
  public static final int SIGCHLD = 17;
  public static final int SIGCONT = 18;
  public static final int SIGSTOP = 19;
  public static final int SIGTSTP = 20;
  public static final int SIGTTIN = 21;
  public static final int SIGTTOU = 22;
  public static final int SIGURG = 23;
  public static final int SIGXCPU = 24;
  public static final int SIGXFSZ = 25;
  public static final int SIGVTALRM = 26;
  public static final int SIGPROF = 27;
  public static final int SIGWINCH = 28;
  public static final int SIGIO = 29;
  public static final int SIGPWR = 30;
  public static final int SIGSYS = 31;

  public static final int WNOHANG = 1;
  public static final int WUNTRACED = 2;
  public static final int WSTOPPED = 2;
  public static final int WEXITED = 4;
  public static final int WCONTINUED = 8;
  public static final int WNOWAIT = 16777216;

  public static final int P_ALL = 0;
  public static final int P_PID = 1;
  public static final int P_PGID = 2;
  public static final int P_PIDFD = 3;

  public static final int PIDFD_NONBLOCK = 0x800;
  public static final int PIDFD_THREAD = 0x80;

  public static final int SIG_BLOCK = 0;
  public static final int SIG_UNBLOCK = 1;
  public static final int SIG_SETMASK = 2;

  public static final int CLOCK_REALTIME = 0;
  public static final int CLOCK_MONOTONIC = 1;
  public static final int CLOCK_BOOTTIME = 7;

  private ProcessConstants() {}
}
