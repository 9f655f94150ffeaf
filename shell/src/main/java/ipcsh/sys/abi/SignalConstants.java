package ipcsh.sys.abi;

/**
 * Signals beside their numbers ({@link ProcessConstants}): {@code sigaction(2)}, and where one came
 * from. A test compares each with the C compiler's.
 */
public final class SignalConstants {
  public static final int SIGRTMIN = 34;
  public static final int SIGRTMAX = 64;
  public static final int SIGPOLL = 29;

  public static final int SIG_DFL = 0;
  public static final int SIG_IGN = 1;

  public static final int SA_NOCLDSTOP = 1;
  public static final int SA_NOCLDWAIT = 2;
  public static final int SA_SIGINFO = 4;
  public static final int SA_RESTORER = 0x04000000;
  public static final int SA_ONSTACK = 0x08000000;
  public static final int SA_RESTART = 0x10000000;
  public static final int SA_NODEFER = 0x40000000;
  public static final int SA_RESETHAND = 0x80000000;

  public static final int SI_USER = 0;
  public static final int SI_KERNEL = 128;
  public static final int SI_QUEUE = -1;
  public static final int SI_TIMER = -2;
  public static final int SI_MESGQ = -3;
  public static final int SI_ASYNCIO = -4;
  public static final int SI_SIGIO = -5;
  public static final int SI_TKILL = -6;

  public static final int CLD_EXITED = 1;
  public static final int CLD_KILLED = 2;
  public static final int CLD_DUMPED = 3;
  public static final int CLD_TRAPPED = 4;
  public static final int CLD_STOPPED = 5;
  public static final int CLD_CONTINUED = 6;

  private SignalConstants() {}
}
